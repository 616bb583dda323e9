package dev.recsys.benchmarks.scale;

import dev.recsys.data.DataShape;
import dev.recsys.model.ModelInfo;
import java.util.Map;

/** What results depend on beside the code: the JDK and the kernels. */
final class Settings {

    private Settings() {}

    static String machine() {
        return ModelInfo.of("none", Map.of(), DataShape.of(0, 0, 0)).platform();
    }
}
