package dev.recsys.io.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvColumnsTest {

    @Test
    void readsPositionsAndNames() {
        assertThat(CsvColumns.parse("user=0,item=1,weight=2,time=3"))
                .isEqualTo(CsvColumns.of(0, 1).withWeight(2).withTime(3));
        assertThat(CsvColumns.parse(" item = sku , user = Buyer name,type=what,id=5"))
                .isEqualTo(CsvColumns.of("Buyer name", "sku").withType("what").withEventId(5));
    }

    @Test
    void writesWhatItReads() {
        CsvColumns columns =
                CsvColumns.of("u", "i").withWeight("w").withTime(7).withType(2).withEventId("e");

        assertThat(columns).hasToString("user=u,item=i,weight=w,type=2,time=7,id=e");
        assertThat(CsvColumns.parse(columns.toString())).isEqualTo(columns).hasSameHashCodeAs(columns);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            user=0,item=1,wight=2       | key 'wight' is unknown
            user=0,user=1,item=2        | key 'user' occurs twice
            user=0                      | user and item are needed
            user=0,item                 | 'item' is not written key=column
            user=0,item=                | 'item=' is not written key=column
            user=0,item=99999999999     | position '99999999999' is too large
            ``                          | '' is not written key=column
            """)
    void aMistakeIsNamedWithTheValidKeys(String text, String rule) {
        assertThatThrownBy(() -> CsvColumns.parse(text))
                .isInstanceOf(DataException.class)
                .hasMessage("columns '" + text + "': " + rule + "; valid keys are user, item, weight, type, time, id,"
                        + " each with a position from 0 or a name, as in user=0,item=1,weight=2,time=3");
    }

    @Test
    void refusesPositionsBelowZeroAndBlankNames() {
        assertThatThrownBy(() -> CsvColumns.of(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CsvColumns.of("user", " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
