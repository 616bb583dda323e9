package dev.recsys.pipeline;

import dev.recsys.store.RunManifest;
import dev.recsys.store.StageRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A SHA-256 over everything that decides what a stage makes: its settings, and fingerprint, artifacts and outputs of the
 * stage before it, so that fingerprints chain back to the run's first stage.
 */
final class StageFingerprint {

    private final MessageDigest digest;

    private StageFingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(RunManifest run, Stage stage, Map<String, String> config) {
        StageFingerprint fingerprint = new StageFingerprint();
        fingerprint.add("recsys stage 1").add(stage.toString()).add(config);
        List<Stage> earlier = stage.earlier();
        if (earlier.isEmpty()) {
            fingerprint.add(run.runId()).add(run.name()).add(run.startedAt().toString());
        } else {
            run.stage(earlier.get(earlier.size() - 1).toString()).ifPresent(fingerprint::add);
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(StageRecord before) {
        add(before.fingerprint());
        before.artifacts()
                .forEach(artifact -> add(artifact.name())
                        .add(String.valueOf(artifact.size()))
                        .add(artifact.sha256()));
        add(before.outputs());
    }

    private StageFingerprint add(Map<String, String> map) {
        add(String.valueOf(map.size()));
        map.forEach((key, value) -> add(key).add(value));
        return this;
    }

    /** Length first, so that no two sequences of texts are alike. */
    private StageFingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        return this;
    }
}
