package dev.recsys.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsys.DataException;
import dev.recsys.event.IdType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NcfNegativesTest {

    private static final String TEXT = "(0,25)\t1064\t174\t25\n(1,133)\t1072\t3154\t1072\n";

    @TempDir
    private Path directory;

    private CandidateCases<Integer, Integer> read(Path file) {
        return NcfNegatives.read(file, IdType.INT, IdType.INT);
    }

    private static void check(CandidateCases<Integer, Integer> cases) {
        assertThat(cases.size()).isEqualTo(2);
        assertThat(cases.users().id(1)).isEqualTo(1);
        assertThat(cases.items().size()).isEqualTo(6);
        assertThat(cases.items().id(cases.positive(1))).isEqualTo(133);
        assertThat(cases.candidates(1)).hasSize(3);
        assertThat(cases.droppedNegatives()).isEqualTo(2);
    }

    @Test
    void readsPlainFiles() throws IOException {
        check(read(Files.writeString(directory.resolve("negatives"), TEXT)));
    }

    @Test
    void readsGzippedFilesWhateverTheirName() throws IOException {
        Path file = directory.resolve("negatives");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        check(read(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,25 1 2 | :1: the first column must be (user,item)",
                "(0;25) 1 2 | :1: the first column must be (user,item)",
                "(0,25,3) 1 2 | :1: the first column must be (user,item)",
                "(0,25) 1 x | :1, column 3: 'x' is not an id of type",
                "(0,) 1 | :1, column 1: '' is not an id of type",
                "(0,25) | :1: there is no negative item",
            })
    void brokenLineIsNamed(String line, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("negatives"), line.replace(' ', '\t'));
        assertThatThrownBy(() -> read(file)).isInstanceOf(DataException.class).hasMessageContaining(file + message);
    }

    @Test
    void missingAndEmptyFilesAreNamed() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> read(missing))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(missing + ": there is no such file");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(empty + ": the file is empty");
    }
}
