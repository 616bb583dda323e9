package dev.recsys.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdCellTest {

    @Test
    void holdsWholeNumbersWithAndWithoutAnObject() {
        IdCell<Integer> cell = new IdCell<>(IdType.INT);

        cell.set(7);
        assertThat(cell.value()).isEqualTo(7);
        assertThat(cell.longValue()).isEqualTo(7);
        cell.setLong(-8);
        assertThat(cell.value()).isEqualTo(-8);
        assertThat(cell.longValue()).isEqualTo(-8);
        cell.setText(" 9\n");
        assertThat(cell.value()).isEqualTo(9);
        assertThat(cell.type()).isSameAs(IdType.INT);
    }

    @Test
    void holdsOtherIds() {
        IdCell<UUID> cell = new IdCell<>(IdType.UUID);
        UUID id = new UUID(1, 2);

        cell.setText(" " + id);
        assertThat(cell.value()).isEqualTo(id);
        assertThatIllegalStateException().isThrownBy(cell::longValue);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.setLong(3))
                .withMessage("ids of type uuid are no whole numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \n"})
    void blankTextLeavesItEmpty(String blank) {
        IdCell<String> cell = new IdCell<>(IdType.STRING);
        cell.set("before");

        cell.setText(blank);

        assertThat(cell.isPresent()).isFalse();
        assertThatIllegalStateException().isThrownBy(cell::value);
    }

    @Test
    void numbersOutOfRangeAndOtherTextAreRefused() {
        IdCell<Integer> cell = new IdCell<>(IdType.INT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.setLong(1L << 31))
                .withMessage("2147483648 is out of the range of int ids");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cell.setText("12a"))
                .withMessage("'12a' is not a whole number, as ids of type int are");
        assertThat(cell.isPresent()).isFalse();
    }
}
