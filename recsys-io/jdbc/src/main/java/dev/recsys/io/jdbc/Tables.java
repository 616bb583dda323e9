package dev.recsys.io.jdbc;

/**
 * The names of the tables, each with the host's prefix.
 *
 * @param prefix empty, or letters, digits and underscores starting with a letter
 */
record Tables(String prefix) {

    String schema() {
        return prefix + "recsys_schema";
    }

    String interaction() {
        return prefix + "interaction";
    }

    String eventImport() {
        return prefix + "event_import";
    }

    String preference() {
        return prefix + "preference";
    }

    String item() {
        return prefix + "item";
    }

    String itemCategory() {
        return prefix + "item_category";
    }

    String itemAttribute() {
        return prefix + "item_attribute";
    }

    String recommendation() {
        return prefix + "recommendation";
    }

    String publication() {
        return prefix + "publication";
    }

    String modelVersion() {
        return prefix + "model_version";
    }

    String featureKey() {
        return prefix + "feature_key";
    }

    String featureValue() {
        return prefix + "feature_value";
    }

    /** The temporary table in which a publication gathers its rows. */
    String staging() {
        return prefix + "recommendation_staging";
    }
}
