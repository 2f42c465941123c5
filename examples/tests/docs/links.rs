//! Verifies the internal links between the pages of this repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

#[test]
fn internal_links_resolve() {
    let pages = pages();
    assert!(pages.len() > 5, "too few pages: {pages:?}");

    let mut broken = Vec::new();
    for (path, text) in &pages {
        for link in links(text) {
            if let Some(problem) = problem(path, &link, &pages) {
                broken.push(format!("{}: {link}: {problem}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

/// Returns the Markdown pages of the workspace by path.
pub(crate) fn pages() -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    gather(&crate::saved::root(), &mut pages);
    pages
}

/// Reads all pages except those in build directories and hidden directories.
fn gather(folder: &Path, pages: &mut BTreeMap<PathBuf, String>) {
    if folder.join("CACHEDIR.TAG").exists() {
        return;
    }
    for entry in fs::read_dir(folder).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            gather(&path, pages);
        } else if name.ends_with(".md") {
            let text = fs::read_to_string(&path).expect("a page");
            pages.insert(path, text);
        }
    }
}

/// Returns the problem of an internal link, if it has one.
fn problem(from: &Path, link: &str, pages: &BTreeMap<PathBuf, String>) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() {
        from.to_path_buf()
    } else {
        tidy(&from.parent().expect("a directory").join(file))
    };
    if !target.exists() {
        return Some("no such file".to_owned());
    }
    if anchor.is_empty() {
        return None;
    }
    let Some(page) = pages.get(&target) else {
        return Some("anchor in a file that is not a page".to_owned());
    };
    (!anchors(page).iter().any(|one| one == anchor)).then(|| "no such anchor".to_owned())
}

/// Resolves `.` and `..` in a path.
pub(crate) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                tidy.pop();
            }
            Component::CurDir => {}
            part => tidy.push(part),
        }
    }
    tidy
}

/// Returns the lines outside code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    text.lines().filter(move |line| {
        let start = line.trim_start();
        let ticks = &start[..start.len() - start.trim_start_matches('`').len()];
        match fence {
            Some(open) => {
                if ticks.len() >= open.len() && start == ticks {
                    fence = None;
                }
                false
            }
            None if ticks.len() >= 3 => {
                fence = Some(ticks);
                false
            }
            None => true,
        }
    })
}

/// Returns the targets of `[text](target)` and `[name]: target`, except Rust paths.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        let line = without_code(line);
        let inline = line.split("](").skip(1);
        let inline = inline.filter_map(|rest| Some(rest.split_once(')')?.0));
        let defined = line
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "))
            .map(|(_, target)| target);
        for target in inline.chain(defined) {
            let target = target.split(' ').next().unwrap_or_default();
            if !target.contains("::") {
                links.push(target.to_owned());
            }
        }
    }
    links
}

/// Removes inline code from a line.
fn without_code(line: &str) -> String {
    let parts = line.split('`').enumerate();
    parts
        .filter(|(index, _)| index % 2 == 0)
        .map(|(_, part)| part)
        .collect()
}

/// Returns the anchors of a page: explicit ones and those that hosts derive from headings.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for line in prose(text) {
        for attribute in ["id=\"", "name=\""] {
            let explicit = line.split(attribute).skip(1);
            let explicit = explicit.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
            anchors.extend(explicit);
        }
        let level = line.len() - line.trim_start_matches('#').len();
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            let slug = slug(line[level..].trim());
            let again = (1..).map(|count| format!("{slug}-{count}"));
            let anchor = std::iter::once(slug.clone()).chain(again);
            anchors.extend(anchor.into_iter().find(|one| !anchors.contains(one)));
        }
    }
    anchors
}

fn slug(heading: &str) -> String {
    heading
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            _ if character.is_alphanumeric() => Some(character.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

#[test]
fn link_and_anchor_syntax() {
    let page = "# One `two`, three\n## Again\n## Again\n<a id=\"FQL001\"></a>\n\
                ```text\n# no\n[no](no.md)\n```\n\
                [yes](yes.md#at \"title\") `[no](no.md)` [`code`](code.md)\n[name]: there.md\n";
    assert_eq!(links(page), ["yes.md#at", "code.md", "there.md"]);
    assert_eq!(
        anchors(page),
        ["one-two-three", "again", "again-1", "FQL001"]
    );
}
