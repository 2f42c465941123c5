//! Writes the items of a listing up to the limit.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::task::Poll;

use indicatif::HumanCount;

use super::items::{Items, NextItem};
use super::limit::Limit;
use super::writer::ItemWriter;
use crate::error::{Error, ExitStatus};
use crate::output::print_message;
use crate::progress::Progress;
use crate::service_errors;

/// Writes items until the limit is reached. `not_found` replaces the message of an error 404.
pub(super) async fn write_items(
    mut items: Items,
    mut writer: ItemWriter,
    limit: Limit,
    noun: &str,
    progress: &Progress,
    not_found: Option<String>,
) -> Result<ExitStatus, Error> {
    let mut all_complete = true;
    let mut request_error = None;
    let report = |message: String| progress.suspend(|| print_message(&message));
    while !limit.is_reached(writer.count()) {
        match next_item(&mut items, &mut writer).await? {
            Ok(Some(NextItem::Found(item))) => {
                writer.write(&item)?;
                progress.set_items(writer.count(), items.total(), noun);
            }
            Ok(Some(NextItem::Missing(id))) => {
                all_complete = false;
                report(format!("no details returned for {noun} `{id}`"));
            }
            Ok(Some(NextItem::Malformed(item))) => {
                all_complete = false;
                report(item.to_string());
            }
            Ok(None) => break,
            // The listing continues after it.
            Err(error) if error.is_partial() => {
                all_complete = false;
                report(service_errors::with_sources(&error));
            }
            Err(error) => {
                request_error = Some(error);
                break;
            }
        }
    }
    progress.clear();
    let count = writer.count();
    writer.finish()?;
    if let Some(error) = request_error {
        return service_errors::handle_not_found(&error, not_found);
    }
    if limit.is_reached(count) {
        print_limit_hint(&mut items, count, noun).await;
    }
    if count == 0 && all_complete {
        print_message(&format!("no {noun}s matched"));
    }
    Ok(ExitStatus::success_if(count > 0 && all_complete))
}

/// Returns the next item. What is written so far is flushed before the next page is awaited.
async fn next_item(
    items: &mut Items,
    writer: &mut ItemWriter,
) -> io::Result<Result<Option<NextItem>, falcon_transport::Error>> {
    let mut next = pin!(items.try_next());
    let received = poll_fn(|context| Poll::Ready(next.as_mut().poll(context))).await;
    Ok(match received {
        Poll::Ready(next) => next,
        Poll::Pending => {
            writer.flush()?;
            next.await
        }
    })
}

/// Prints a hint if there are more items than `count`.
///
/// Reads on in the listing, because the reported total can be too low or too high.
async fn print_limit_hint(items: &mut Items, count: usize, noun: &str) {
    let total = items.total().filter(|total| *total > count as u64);
    let shown = match (items.try_next().await, total) {
        (Ok(None), _) | (Err(_), None) => return,
        (_, Some(total)) => format!("{} of {}", HumanCount(count as u64), HumanCount(total)),
        (_, None) => format!("the first {}", HumanCount(count as u64)),
    };
    print_message(&format!(
        "showing {shown} {noun}s; use `--limit N` or `--limit all` to show more"
    ));
}
