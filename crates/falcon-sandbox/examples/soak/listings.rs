//! Repeated listings of all ids and of all assets.

use std::sync::Arc;

use falcon_transport::fql::Filter;
use falcon_transport::fql::collections::external_assets::{self as asset, ExternalAssets};
use falcon_transport::models::ExternalAsset;
use falcon_transport::paging::{Details, Pager};
use falcon_transport::{DetailResult, Error, Position};
use serde::Serialize;

use crate::asset_ids::Pass;
use crate::run::Run;

#[derive(Debug, Default, Serialize)]
pub(crate) struct ListingStats {
    pub(crate) complete_passes: u64,
    pub(crate) items: u64,
    /// Listings that were dropped and resumed.
    pub(crate) restarts: u64,
    /// Listings that ended in an error and were resumed.
    pub(crate) errors: u64,
}

/// Lists all ids.
pub(crate) async fn list_ids(run: Arc<Run>) -> ListingStats {
    list_repeatedly(&run, &[Filter::default()], |filter, position| {
        let query = run.falcon.exposure_management().query_assets();
        let page = run.settings.pace().id_page;
        let ids = query.filter(filter.clone()).page_size(page).ids();
        match position {
            Some(position) => ids.resume_from(position),
            None => ids,
        }
    })
    .await
}

/// Lists and fetches all assets in four partitions: each asset matches one of the filters.
pub(crate) async fn list_assets(run: Arc<Run>) -> ListingStats {
    const LEVELS: [&str; 3] = ["Critical", "High", "Noncritical"];
    let mut partitions: Vec<Filter<ExternalAssets>> = LEVELS
        .iter()
        .map(|level| asset::criticality.eq(*level).into())
        .collect();
    partitions.push((!asset::criticality.is_in(LEVELS)).into());
    list_repeatedly(&run, &partitions, |filter, position| {
        let query = run.falcon.exposure_management().query_assets();
        let pace = run.settings.pace();
        let assets = query
            .filter(filter.clone())
            .page_size(pace.detail_page)
            .assets();
        let assets = assets.batch_size(pace.batch);
        match position {
            Some(position) => assets.resume_from(position),
            None => assets,
        }
    })
    .await
}

/// A listing of ids or of assets.
trait Listing: Send {
    /// Returns the id of the next item; the inner error is a violation.
    fn next(
        &mut self,
    ) -> impl Future<Output = Result<Option<Result<String, String>>, Error>> + Send;
    fn saved_position(&self) -> Option<Position>;
}

impl Listing for Pager<String> {
    async fn next(&mut self) -> Result<Option<Result<String, String>>, Error> {
        Ok(self.try_next().await?.map(Ok))
    }

    fn saved_position(&self) -> Option<Position> {
        self.position()
    }
}

impl Listing for Details<ExternalAsset> {
    async fn next(&mut self) -> Result<Option<Result<String, String>>, Error> {
        let next = self.try_next().await?;
        Ok(next.map(|result| match result {
            DetailResult::Found(asset) => Ok(asset.id),
            other => Err(format!("listed asset has no details: {other:?}")),
        }))
    }

    fn saved_position(&self) -> Option<Position> {
        self.position().cloned()
    }
}

enum End {
    Complete,
    /// The time is over.
    Stopped,
    /// The listing cannot be resumed.
    Failed,
}

async fn list_repeatedly<L: Listing>(
    run: &Run,
    partitions: &[Filter<ExternalAssets>],
    list: impl Fn(&Filter<ExternalAssets>, Option<Position>) -> L + Send + Sync,
) -> ListingStats {
    let mut stats = ListingStats::default();
    let mut pass = Pass::new(&run.ids);
    while stats.complete_passes == 0 || !run.is_over() {
        pass.clear();
        for filter in partitions {
            let list = |position| list(filter, position);
            match list_partition(run, &mut stats, &mut pass, list).await {
                End::Complete => {}
                End::Stopped => return stats,
                End::Failed => {
                    run.add_violation(format!("listing of `{filter}` failed"));
                    return stats;
                }
            }
        }
        if pass.missing() > 0 {
            run.add_violation(format!("{} assets missing in a listing", pass.missing()));
        }
        stats.complete_passes += 1;
    }
    stats
}

/// Reads one listing to its end, dropping and resuming it.
async fn list_partition<L: Listing>(
    run: &Run,
    stats: &mut ListingStats,
    pass: &mut Pass,
    list: impl Fn(Option<Position>) -> L + Send + Sync,
) -> End {
    let restart_after = run.settings.pace().restart_after;
    let mut listing = list(None);
    let mut until_restart = restart_after;
    loop {
        match listing.next().await {
            Ok(None) => return End::Complete,
            Ok(Some(item)) => {
                stats.items += 1;
                until_restart -= 1;
                if let Err(violation) = item.and_then(|id| pass.mark(&id)) {
                    run.add_violation(violation);
                }
                if stats.complete_passes > 0 && run.is_over() {
                    return End::Stopped;
                }
                if until_restart > 0 {
                    continue;
                }
                until_restart = restart_after;
                stats.restarts += 1;
            }
            Err(error) => {
                stats.errors += 1;
                if !run.add_failed_call(&error) {
                    return End::Failed;
                }
                if listing.saved_position().is_none() {
                    run.add_violation(format!("listing has no position after an error: {error}"));
                    return End::Failed;
                }
            }
        }
        // Through JSON, as another process would resume it.
        let saved = serde_json::to_string(&listing.saved_position()).unwrap();
        match serde_json::from_str(&saved).unwrap() {
            Some(position) => listing = list(Some(position)),
            None => return End::Complete,
        }
    }
}
