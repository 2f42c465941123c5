//! The names nearest to one that does not exist.

/// How many names are offered at most.
const OFFERED: usize = 3;

/// The known names nearest to `name`, best first; none when nothing is near.
///
/// Case and separators do not count. The distance is capped, because a suggestion that shares
/// nothing with what was written is worse than none.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    // A name longer than any real one has no neighbour, and need not be compared.
    if name.len() > 128 {
        return Vec::new();
    }
    let wanted = plain(name);
    let cap = (wanted.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&wanted, &plain(candidate)),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= cap)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(OFFERED);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first() {
        let known = [
            "get_policy_rules",
            "post_policy_rules",
            "get_external_assets",
        ];
        assert_eq!(nearest("get_policy_rule", known)[0], "get_policy_rules");
    }

    #[test]
    fn case_and_separators_do_not_count() {
        assert_eq!(
            nearest("getSensor-Details", ["GetSensorDetails"]),
            ["GetSensorDetails"]
        );
    }

    #[test]
    fn nothing_near_is_nothing_offered() {
        assert!(nearest("zzzz", ["get_policy_rules"]).is_empty());
        assert!(nearest(&"x".repeat(1_000_000), ["xx"]).is_empty());
    }
}
