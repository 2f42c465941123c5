//! Going through all ids, and through all assets, pass after pass.

use std::sync::Arc;

use falcon_transport::fql::Filter;
use falcon_transport::fql::collections::external_assets::{self as asset, ExternalAssets};
use falcon_transport::models::ExternalAsset;
use falcon_transport::{DetailResult, Details, Error, Pager, Position};
use futures_util::TryStreamExt;

use crate::once::Once;
use crate::run::Run;

/// How far it came.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How often all were gone through.
    pub(crate) passes: u64,
    /// How many came, in all passes.
    pub(crate) items: u64,
    /// How often a listing was dropped, and another one went on at its place.
    pub(crate) restarts: u64,
    /// How often one ended in an error, and another one went on at its place.
    pub(crate) given_up: u64,
}

/// Lists all ids.
pub(crate) async fn ids(run: Arc<Run>) -> Tally {
    go_through(&run, &[Filter::default()], |filter, place| {
        let query = run.falcon.exposure_management().query_assets();
        let ids = query
            .filter(filter.clone())
            .limit(run.settings.page())
            .ids();
        match place {
            Some(place) => ids.resume_from(place),
            None => ids,
        }
    })
    .await
}

/// Lists all assets, in four parts: a filter for each, and each asset matches one of them.
pub(crate) async fn assets(run: Arc<Run>) -> Tally {
    const NAMED: [&str; 3] = ["Critical", "High", "Noncritical"];
    let mut parts: Vec<Filter<ExternalAssets>> = NAMED
        .iter()
        .map(|level| asset::criticality.eq(*level).into())
        .collect();
    parts.push((!asset::criticality.is_in(NAMED)).into());
    go_through(&run, &parts, |filter, place| {
        let query = run.falcon.exposure_management().query_assets();
        let page = run.settings.page_of_details();
        let assets = query.filter(filter.clone()).limit(page).assets();
        let assets = assets.batch_size(run.settings.batch());
        match place {
            Some(place) => assets.resume_from(place),
            None => assets,
        }
    })
    .await
}

/// A listing, of whichever items.
trait Listing: Send {
    /// The id of the next one, or what is wrong with it.
    fn next(
        &mut self,
    ) -> impl Future<Output = Result<Option<Result<String, String>>, Error>> + Send;
    fn place(&self) -> Option<Position>;
}

impl Listing for Pager<String> {
    async fn next(&mut self) -> Result<Option<Result<String, String>>, Error> {
        Ok(self.try_next().await?.map(Ok))
    }

    fn place(&self) -> Option<Position> {
        self.position()
    }
}

impl Listing for Details<ExternalAsset> {
    async fn next(&mut self) -> Result<Option<Result<String, String>>, Error> {
        let next = self.try_next().await?;
        Ok(next.map(|fetched| match fetched {
            DetailResult::Found(asset) => Ok(asset.id),
            other => Err(format!("not found: {other:?}")),
        }))
    }

    fn place(&self) -> Option<Position> {
        self.position().cloned()
    }
}

/// How a listing came to its end.
enum End {
    /// There is nothing more.
    Whole,
    /// The time is over.
    Stopped,
    /// It can't go on.
    Broken,
}

async fn go_through<L: Listing>(
    run: &Run,
    parts: &[Filter<ExternalAssets>],
    list: impl Fn(&Filter<ExternalAssets>, Option<Position>) -> L + Send + Sync,
) -> Tally {
    let mut tally = Tally::default();
    let mut once = Once::new(&run.expected);
    while tally.passes == 0 || !run.is_over() {
        once.clear();
        for filter in parts {
            match part(run, &mut tally, &mut once, |place| list(filter, place)).await {
                End::Whole => {}
                End::Stopped => return tally,
                End::Broken => {
                    run.problem(format!("the listing of `{filter}` did not come to its end"));
                    return tally;
                }
            }
        }
        if once.missing() > 0 {
            run.problem(format!("{} assets were not listed", once.missing()));
        }
        tally.passes += 1;
    }
    tally
}

/// Goes through one listing, as often as it is dropped and goes on.
async fn part<L: Listing>(
    run: &Run,
    tally: &mut Tally,
    once: &mut Once,
    list: impl Fn(Option<Position>) -> L + Send + Sync,
) -> End {
    let mut listing = list(None);
    let mut until_restart = run.settings.restart_after();
    loop {
        let place = match listing.next().await {
            Ok(Some(item)) => {
                tally.items += 1;
                until_restart -= 1;
                if let Err(problem) = item.and_then(|id| once.note(&id)) {
                    run.problem(problem);
                }
                if tally.passes > 0 && run.is_over() {
                    return End::Stopped;
                }
                if until_restart > 0 {
                    continue;
                }
                until_restart = run.settings.restart_after();
                tally.restarts += 1;
                listing.place()
            }
            Ok(None) => return End::Whole,
            Err(error) => {
                tally.given_up += 1;
                if !run.failed(&error) {
                    return End::Broken;
                }
                if listing.place().is_none() {
                    run.problem(format!("no place to go on at, after: {error}"));
                    return End::Broken;
                }
                listing.place()
            }
        };
        // As another process would go on: from what was written down.
        let written = serde_json::to_string(&place).unwrap();
        match serde_json::from_str::<Option<Position>>(&written).unwrap() {
            Some(place) => listing = list(Some(place)),
            None => return End::Whole,
        }
    }
}
