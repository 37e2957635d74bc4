//! Where README and the guides lead.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use tp_testkit::guide;

/// Where a relative link in a file leads, from the same folder as the file's own path begins in.
fn links(file: &str) -> Vec<PathBuf> {
    let text = guide::text(file);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let folder = Path::new(file).parent().expect("a file");
    let relative = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    relative.map(|target| plain(&folder.join(target))).collect()
}

/// A path without `..` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            assert!(plain.pop(), "{} leads out", path.display());
        } else {
            plain.push(part);
        }
        plain
    })
}

/// What of the tree the package has for readers, by where it then lies in its folder of documentation.
fn documents() -> BTreeSet<PathBuf> {
    let manifest: toml::Table = guide::text("daemon/Cargo.toml").parse().expect("a manifest");
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().expect("what the package has");
    let placed = assets.iter().filter_map(|asset| {
        let (from, to) = (asset[0].as_str()?, asset[1].as_str()?);
        let folder = to.strip_prefix("usr/share/doc/tp-relais/")?;
        Some(Path::new(folder).join(Path::new(from).file_name()?))
    });
    placed.collect()
}

#[test]
fn no_link_of_a_guide_is_dead_in_the_tree_or_in_the_package() {
    let documents = documents();
    for guide in documents.iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        for link in links(guide.to_str().expect("a plain path")) {
            assert!(guide::root().join(&link).is_file(), "{}: {} is not there", guide.display(), link.display());
            assert!(documents.contains(&link), "{}: {} is not in the package", guide.display(), link.display());
        }
    }
    assert!(links("README.md").len() > 3 && !links("client/LECON.md").is_empty(), "no links are found");
}
