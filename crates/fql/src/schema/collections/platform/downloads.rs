//! File downloads.

crate::collection! {
    /// File downloads.
    pub Downloads "downloads" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_downloads.py" {
        list "FetchFilesDownloadInfoV2" get "/csdownloads/combined/files-download/v2" documents
            limit 100 max 100 offset sort unknown;
        other "FetchFilesDownloadInfo" get "/csdownloads/combined/files-download/v1";
    }

    from "gofalcon falcon/client/downloads_api/fetch_files_download_info_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_downloads.py" {
        arch: text [exact, sort];
        category: text [exact, sort];
        file_name: text [exact, sort];
        file_version: text [exact, sort];
        os: text [exact, sort];
    }
}
