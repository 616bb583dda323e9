package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.model.ModelBundle;
import dev.recsys.recommend.ItemRule;

/** Rules given on the command line. */
final class Rules {

    static final String DESCRIPTION =
            "Only items that meet a rule on the catalogue, for instance" + " 'category=Comedy & price<=10 & !lang=fr'.";

    private Rules() {}

    static ItemRule parse(String option, String text) {
        try {
            return ItemRule.parse(text);
        } catch (DataException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }

    static void noteEmptyCatalog(ModelBundle<?, ?> bundle, Terminal terminal) {
        if (bundle.catalog().size() == 0) {
            terminal.note("recsys: the model was saved without a catalogue; no item of it meets a term of --where");
        }
    }
}
