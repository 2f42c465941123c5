//! Sensor visibility exclusions.

crate::collection! {
    /// Sensor visibility exclusions.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py:
    /// exclusions\[sensor_visibility\] = value-validating (applied_globally with a word is a 400);
    /// the guide says silent for all four types).
    ///
    /// Wildcards: field:*'*x*' on value/name only; plain star is a literal character.
    ///
    /// Forms: ~ is not supported on value/name; certificate uses modified_on, the others
    /// last_modified.
    ///
    /// Note on 4 fields: answer field only.
    pub SensorVisibilityExclusions "sensor-visibility-exclusions" sort ".";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/exclusions.py";
    pattern_values;
    operations from "falconpy src/falconpy/_endpoint/_sensor_visibility_exclusions.py" {
        list "querySensorVisibilityExclusionsV1" get "/policy/queries/sv-exclusions/v1" ids limit max 500
            offset sort note "a Terraform provider requests 5,000 items per page";
    }
    further operations from "falconpy src/falconpy/_endpoint/_sensor_visibility_exclusions.py" {
        details "getSensorVisibilityExclusionsV1" get "/policy/entities/sv-exclusions/v1" query ids;
    }
    denied text_match because "~ silently matches nothing, by the live-tested guide";

    from "falcon-mcp falcon_mcp/resources/exclusions.py; falcon-mcp \
          tests/integration/test_exclusions.py; terraform-provider-crowdstrike \
          docs/data-sources/sensor_visibility_exclusions.md" {
        applied_globally: boolean single [exact, sort];
    }

    from "falcon-mcp tests/modules/test_exclusions.py; falcon-mcp \
          falcon_mcp/resources/exclusions.py; falcon-mcp@e1a7afd resources/exclusions.py older \
          text; falconpy src/falconpy/sensor_visibility_exclusions.py" {
        /// Dropped from the guide after live validation because the API ignored it (silent empty
        /// answer).
        created_by: text denied [denied exact, denied wildcard, denied text_match, sort]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/sensor_visibility_exclusions.py); only v1 exists";
        /// Dropped from the guide after live validation because the API ignored it (silent empty
        /// answer).
        modified_by: text denied [denied exact, denied wildcard, denied text_match, sort]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/sensor_visibility_exclusions.py); only v1 exists; terraform docs print modified_by:'admin@company.com' as an example (terraform-provider-crowdstrike docs/data-sources/sensor_visibility_exclusions.md)";
    }

    from "falcon-mcp falcon_mcp/resources/exclusions.py; falcon-mcp \
          tests/integration/test_exclusions.py" {
        created_on: timestamp single [range, sort];
        last_modified: timestamp single [range, sort];
        value: text [exact, wildcard, denied text_match, sort];
    }

    id: text candidate;
    is_descendant_process: boolean candidate;
    regexp_value: text candidate;
    value_hash: text candidate;
}
