package dev.recsys.examples.cli;

import dev.recsys.DataException;
import dev.recsys.eval.Background;
import dev.recsys.eval.Judgments;
import dev.recsys.eval.Rules;
import dev.recsys.eval.Run;
import dev.recsys.eval.file.RunFiles;
import dev.recsys.eval.report.Study;
import dev.recsys.event.IdType;
import dev.recsys.feature.FeatureBuilder;
import dev.recsys.feature.FeatureConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists that any system has written, the judgments they are held against, and what they were made of, if that is known. */
final class ComparedFiles {

    private final RunFileOptions options;
    private final Rules rules;

    private ComparedFiles(RunFileOptions options, Rules rules) {
        this.options = options;
        this.rules = rules;
    }

    /** Every gain of 1 and more is relevant unless another level is given; users without a relevant item are left out. */
    static ComparedFiles of(RunFileOptions options) {
        return new ComparedFiles(options, options.rules(Rules.defaults().withLevel(1)));
    }

    /** Reads lists and judgments. */
    <U, I> Study<U, I> read(IdType<U> users, IdType<I> items) {
        RunFiles<U, I> files = options.files(users, items);
        Map<String, String> labelled = options.labelled();
        Judgments<U, I> judgments = options.judgments(files);
        List<Run<U, I>> runs = new ArrayList<>();
        List<String> cautions = new ArrayList<>();
        labelled.forEach((label, file) -> {
            Run<U, I> run = RunFileOptions.run(files, file).withName(label);
            int notJudged = RunFileOptions.usersNotJudged(run, judgments);
            if (notJudged > 0) {
                cautions.add(String.format(Locale.ROOT, "%,d users of %s are not judged, left out.", notJudged, label));
            }
            runs.add(run);
        });
        Study<U, I> study = Study.of(judgments, runs)
                .withRules(rules)
                .withFact("Data", "Judgments", RunFileOptions.identity(options.qrelsFile()))
                .withFact("Data", "Rules", rules.toString());
        for (Map.Entry<String, String> one : labelled.entrySet()) {
            study = study.withFact("Data", "Lists of " + one.getKey(), RunFileOptions.identity(one.getValue()));
        }
        for (String caution : cautions) {
            study = study.withCaveat(caution);
        }
        return study;
    }

    /** Adds what the lists were made of. */
    static <U, I> Study<U, I> withTraining(Study<U, I> study, Input<U, I> training) {
        if (training.log().size() == 0) {
            throw new DataException("--train", "there are no events", "give those that the systems were trained on");
        }
        Background<U, I> background = Background.of(FeatureBuilder.build(training.log(), FeatureConfig.defaults()))
                .withCatalog(training.catalog());
        return study.withBackground(background)
                .withTitles(training.catalog())
                .withFact("Data", "Fingerprint of training", training.log().fingerprint());
    }
}
