//! The files of the page, which are part of the program.

use super::Content;

/// A file of the page.
#[derive(Debug)]
pub(crate) struct PageFile {
    pub(super) path: &'static str,
    media_type: &'static str,
    content: &'static str,
}

/// Lists files of the folder `page`, which are served below `/explore/`.
macro_rules! page_files {
    ($($name:ident $extension:ident)*) => {
        /// The files of the page.
        pub(super) static FILES: &[PageFile] = &[
            PageFile {
                path: "/",
                media_type: media_type("html"),
                content: include_str!("page/index.html"),
            },
            $(PageFile {
                path: concat!("/explore/", stringify!($name), ".", stringify!($extension)),
                media_type: media_type(stringify!($extension)),
                content: include_str!(concat!(
                    "page/", stringify!($name), ".", stringify!($extension)
                )),
            },)*
        ];
    };
}

page_files! {
    address js
    api js
    app js
    charts js
    columns js
    completion js
    diagnostics js
    document js
    dom js
    editor js
    icon svg
    offsets js
    style css
    summary js
    table js
    theme js
}

const fn media_type(extension: &str) -> &'static str {
    match extension.as_bytes() {
        b"html" => "text/html; charset=utf-8",
        b"svg" => "image/svg+xml; charset=utf-8",
        b"css" => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    }
}

impl From<&PageFile> for Content {
    fn from(file: &PageFile) -> Self {
        Self {
            media_type: file.media_type,
            body: file.content.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_served_and_small() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/explore/page");
        let files = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .map(|name| match name.as_str() {
                "index.html" => "/".to_owned(),
                _ => format!("/explore/{name}"),
            })
            .collect();
        names.sort();
        let mut served: Vec<&str> = FILES.iter().map(|file| file.path).collect();
        served.sort_unstable();
        assert_eq!(served, names);
        let len: usize = FILES.iter().map(|file| file.content.len()).sum();
        assert!(len <= 150_000, "{len} bytes");
    }
}
