/**
 * Runs, judgments and values per user in files, so that any other system's lists are scored here and ours are scored by any other
 * tool.
 *
 * <pre>{@code
 * RunFiles<String, String> files = RunFiles.of(STRING, STRING);
 * Judgments<String, String> judgments = files.readJudgments(Path.of("test.qrels"));
 * Run<String, String> run = files.readRun(Path.of("other.run"));
 * EvaluationResult<String> result = Evaluation.of(Preset.TREC).evaluate(run, judgments);
 * PerUserValues.of(result).write(Path.of("other.tsv"));
 * }</pre>
 *
 * <p>docs/formats/run-files.md describes the files.
 */
@NullMarked
package dev.recsys.eval.file;

import org.jspecify.annotations.NullMarked;
