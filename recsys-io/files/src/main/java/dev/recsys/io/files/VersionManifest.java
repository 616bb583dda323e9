package dev.recsys.io.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsys.model.Lineage;
import dev.recsys.model.ModelBundle;
import dev.recsys.model.ModelInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What {@code manifest.json} says of the model file beside it. The reader needs size and checksum; the rest is there for
 * people and programs that do not read model files.
 *
 * @param size of the model file in bytes
 * @param sha256 of the model file, 64 hexadecimal digits
 */
record VersionManifest(long size, String sha256) {

    static final int FORMAT = 1;

    static byte[] bytes(ModelBundle<?, ?> bundle, long size, String sha256, Instant createdAt) {
        ModelInfo info = bundle.info();
        Lineage lineage = bundle.lineage();
        ObjectNode manifest = JsonDocument.object()
                .put("format", FORMAT)
                .put("createdAt", createdAt.toString())
                .put("size", size)
                .put("sha256", sha256)
                .put("userIds", bundle.users().type().name())
                .put("itemIds", bundle.items().type().name())
                .put("algorithm", info.algorithm());
        manifest.set("config", JsonDocument.strings(info.config()));
        manifest.put("platform", info.platform());
        manifest.putObject("shape")
                .put("users", info.users())
                .put("items", info.items())
                .put("entries", info.shape().entries());
        ObjectNode origin = manifest.putObject("lineage");
        origin.put("dataFingerprint", lineage.dataFingerprint());
        origin.set("featureConfig", JsonDocument.strings(lineage.featureConfig()));
        lineage.asOf().ifPresent(asOf -> origin.put("asOf", asOf.toString()));
        lineage.parent().ifPresent(parent -> origin.put("parent", parent));
        return JsonDocument.bytes(manifest);
    }

    static VersionManifest read(Path file) throws IOException {
        JsonDocument document = JsonDocument.read(file, FORMAT);
        String sha256 = document.text("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw document.corrupt("field 'sha256' does not have 64 hexadecimal digits");
        }
        return new VersionManifest(document.longInteger("size", 0), sha256);
    }
}
