//! Whether what the package brings along is found.

use crate::system::boot;

const PAGES: [&str; 5] = ["tp-relais", "tp-ctl", "tp-client", "tp-relais.toml", "tp-relais-frames"];

#[test]
fn every_page_opens_in_both_languages_and_a_shell_completes() {
    boot("manual::every_page_opens_in_both_languages_and_a_shell_completes", |system| {
        for page in PAGES {
            let english = system.ok(&format!("man -L C.UTF-8 {page} 2>&1"));
            assert!(english.contains("NAME") && english.contains("SEE ALSO"), "{page}: {english}");
            let file = system.ok(&format!("ls /usr/share/man/fr/man?/{page}.?.gz"));
            let french = system.ok(&format!("man -l {} 2>&1", file.trim()));
            assert!(french.contains("NOM") && french.contains("VOIR AUSSI"), "{page}: {french}");
        }
        for (words, expected) in [("ver", "verify"), ("tail --foll", "--follow")] {
            let (count, last) = (words.split(' ').count(), words.rsplit(' ').next().expect("a word"));
            let asked = format!(
                ". /usr/share/bash-completion/completions/tp-ctl; COMP_WORDS=(tp-ctl {words}); COMP_CWORD={count}; \
                 _tp__ctl tp-ctl {last} tp-ctl; echo ${{COMPREPLY[@]}}"
            );
            assert_eq!(system.ok(&format!("bash -c '{asked}'")).trim(), expected);
        }
    });
}
