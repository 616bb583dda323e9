package dev.recsys.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsCommandTest {

    @TempDir
    Path directory;

    private Path models;

    @BeforeEach
    void train() throws IOException {
        models = directory.resolve("models");
        Path plays = Files.writeString(directory.resolve("plays.tsv"), "a\t1\nb\t1\nb\t2\n");
        for (int version = 0; version < 3; version++) {
            Cli trained =
                    Cli.run("train", "--input", plays, "--out", models, "--name", "films", "--algorithm", "popularity");
            assertThat(trained.code()).as(trained.err()).isZero();
        }
    }

    private Cli versions(String command, Object... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(new Object[] {"versions", command, "--models", models, "--name", "films"}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Cli.run(all);
    }

    @Test
    void areListedWithTheLiveOneMarked() {
        Cli list = versions("list");

        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out().lines()).hasSize(4);
        assertThat(list.out().lines().toList().get(0)).contains("version", "live", "algorithm", "created", "bytes");
        assertThat(list.out().lines().filter(line -> line.contains(" live ")).toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("films-v3", "popularity");

        JsonNode json = versions("list", "--json").json();
        assertThat(json.get("live").asInt()).isEqualTo(3);
        assertThat(json.get("versions")).hasSize(3);
        assertThat(json.get("versions").get(0).get("version").asText()).isEqualTo("films-v1");
        assertThat(json.get("versions").get(0).get("live").asBoolean()).isFalse();
        assertThat(json.get("versions").get(2).get("bytes").asLong()).isPositive();
    }

    @Test
    void canBePromotedRolledBackAndDeleted() {
        assertThat(versions("promote", "1").out()).isEqualTo("films-v1 is live\n");
        assertThat(versions("rollback").out()).isEqualTo("films-v3 is live again\n");
        assertThat(versions("promote", "films-v2", "--json").json().get("live").asInt())
                .isEqualTo(2);
        assertThat(versions("delete", "v3").out()).isEqualTo("films-v3 is deleted\n");
        assertThat(versions("list", "--json").json().get("versions")).hasSize(2);
        assertThat(Cli.run("recommend", "--model", models, "--name", "films", "--user", "x")
                        .out())
                .contains("films-v2");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThat(versions("delete", "3").err()).contains("films-v3 is live and cannot be deleted");
        assertThat(versions("promote", "7").err())
                .contains("there is no version '7' of films; there are films-v1, films-v2, films-v3");
        Cli none = Cli.run("versions", "list", "--models", models);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("there is no model 'model'; correct --models or --name");
    }
}
