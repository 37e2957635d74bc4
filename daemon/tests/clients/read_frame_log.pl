# Reads segments of a frame log as what they are, CBOR sequences, with CBOR::XS alone.
#
# Prints a line an item, every value of it: numbers as they are, text as 'hex, byte strings as
# h'hex, [arrays], {maps} in the order of their keys, and tags as number(value).
use strict;
use warnings;
use B;
use CBOR::XS;

sub shown {
    my ($value) = @_;
    my $kind = ref $value;
    return $value->tag . '(' . shown($value->value) . ')' if $kind eq 'CBOR::XS::Tagged';
    return '[' . join(',', map { shown($_) } @$value) . ']' if $kind eq 'ARRAY';
    if ($kind eq 'HASH') {
        return '{' . join(',', map { $_ . ':' . shown($value->{$_}) } sort keys %$value) . '}';
    }
    die "a value of kind $kind" if $kind;
    return $value unless B::svref_2object(\$value)->FLAGS & B::SVf_POK;
    return "h'" . unpack('H*', $value) unless utf8::is_utf8($value);
    utf8::encode($value);
    return "'" . unpack('H*', $value);
}

for my $path (@ARGV) {
    open my $segment, '<:raw', $path or die "$path: $!";
    local $/;
    my $bytes = <$segment>;
    while (length $bytes) {
        my ($item, $length) = CBOR::XS->new->decode_prefix($bytes);
        print shown($item), "\n";
        substr($bytes, 0, $length) = '';
    }
}
