//! The table of a program's sentences.

/// A function for each sentence, and for the tests the list of them all.
///
/// `Language`, which has to be in scope, gets the functions; it is [`Sentences`](crate::Sentences) or
/// something that dereferences to it. A number that counts something is a `u64`, and the language
/// groups its digits and chooses the plural; a number that names something (a frame, a port) is text.
#[macro_export]
macro_rules! messages {
    ($($(#[$doc:meta])* $key:literal $name:ident($($variable:ident: $type:ty),*);)*) => {
        $crate::messages! { @in pub(crate), $($(#[$doc])* $key $name($($variable: $type),*);)* }
    };
    (@in $visible:vis, $($(#[$doc:meta])* $key:literal $name:ident($($variable:ident: $type:ty),*);)*) => {
        impl Language {
            $($(#[$doc])*
            $visible fn $name(&self, $($variable: $type),*) -> String {
                self.say($key, &[$((stringify!($variable), $crate::FluentValue::from($variable))),*])
            })*
        }

        #[cfg(test)]
        pub(super) const MESSAGES: &[(&str, &[&str])] = &[$(($key, &[$(stringify!($variable)),*])),*];
    };
}
