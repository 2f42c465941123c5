//! File downloads.

crate::collection! {
    /// File downloads.
    pub Downloads "downloads" sort "|";
    table advisory;
    operations "FetchFilesDownloadInfoV2", "FetchFilesDownloadInfo";

    from "gofalcon falcon/client/downloads_api/fetch_files_download_info_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_downloads.py" {
        arch: text [exact, sort];
        category: text [exact, sort];
        file_name: text [exact, sort];
        file_version: text [exact, sort];
        os: text [exact, sort];
    }
}
