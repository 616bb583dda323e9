package dev.recsys.eval.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsys.eval.SharedData;
import dev.recsys.event.EventLog;
import dev.recsys.event.EventLogBuilder;
import dev.recsys.event.IdType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The group {@code splits} of the golden file: 21 rows, whose rule and expected rows are in the file. */
class GoldenSplitsTest {

    @Test
    void allOfTheGroup() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.file("golden/golden.json").toFile())
                .get("ope_bandit_interleave_split")
                .get("splits");
        EventLogBuilder<String, String> builder = EventLog.builder(IdType.STRING, IdType.STRING);
        for (JsonNode row : golden.get("log")) { // the weight is the number of the row, which is not in canonical order
            Instant time = Instant.ofEpochMilli(row.get("t").asLong());
            builder.add(row.get("user").asText(), row.get("item").asText(), row.get("row").asInt() + 1, time);
        }
        EventLog<String, String> log = builder.build();

        Split<String, String> last = LeaveLastOut.defaults().split(log);
        assertThat(numbers(last, SplitPart.TEST)).isEqualTo(numbers(golden, "leave_last_one", "test_rows"));
        assertThat(last.leakage())
                .hasValue(golden.get("leave_last_one_leaks").get("count").asInt());

        Split<String, String> ratio = LastRatio.perUser(0.2).split(log);
        assertThat(numbers(ratio, SplitPart.TEST)).isEqualTo(numbers(golden, "per_user_last_ratio_0_2", "test_rows"));

        Instant cut = Instant.ofEpochMilli(golden.get("global_time").get("cut").asLong());
        Split<String, String> time = GlobalTimeSplit.at(cut).split(log);
        assertThat(numbers(time, SplitPart.TEST)).isEqualTo(numbers(golden, "global_time", "test_rows"));
        assertThat(time.leakage()).hasValue(0);
        SplitSummary summary = time.summary();
        assertThat(summary.knownEvents())
                .isEqualTo(numbers(golden, "global_time", "test_rows_known_users_and_items").size());
        assertThat(summary.unknownUserEvents())
                .isEqualTo(numbers(golden, "global_time", "cold_user_rows").size());
        assertThat(summary.unknownItemEvents())
                .isEqualTo(numbers(golden, "global_time", "cold_item_rows").size());
        assertThat(numbers(ColdUsers.since(cut).split(log), SplitPart.TEST))
                .isEqualTo(numbers(golden, "global_time", "cold_user_rows"));
        assertThat(numbers(ColdItems.since(cut).split(log), SplitPart.TEST))
                .isEqualTo(numbers(golden, "global_time", "cold_item_rows"));

        for (int k = 2; k <= 3; k++) {
            KCoreResult<String, String> core = KCore.of(k, k).reduce(log);
            String name = "k_core_" + k + "_" + k;
            assertThat(numbers(core.log(), row -> true)).isEqualTo(numbers(golden, name, "rows"));
            assertThat(core.rounds()).isEqualTo(golden.get(name).get("rounds").asInt());
        }
        EventLog<String, String> items = KCore.of(1, 3).reduce(log).log();
        assertThat(numbers(KCore.of(3, 1).reduce(items).log(), row -> true))
                .isEqualTo(numbers(golden, "one_pass_items_then_users_3_3", "rows"));
    }

    private static List<Integer> numbers(Split<String, String> split, SplitPart part) {
        return numbers(split.log(), row -> split.part(row) == part);
    }

    private static List<Integer> numbers(EventLog<String, String> log, IntPredicate wanted) {
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            if (wanted.test(row)) {
                numbers.add((int) log.weight(row) - 1);
            }
        }
        numbers.sort(null);
        return numbers;
    }

    private static List<Integer> numbers(JsonNode golden, String group, String key) {
        List<Integer> numbers = new ArrayList<>();
        golden.get(group).get(key).forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
