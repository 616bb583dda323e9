package dev.recsys.examples.host;

import dev.recsys.event.EventLog;
import dev.recsys.examples.data.SyntheticFilms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a host has lying around: its plays, as a file or in memory. Made up, the same every time. */
final class Plays {

    static final SyntheticFilms FILMS = SyntheticFilms.of(200, 120, 11);

    private Plays() {}

    static EventLog<Integer, Integer> log() {
        return EventLog.read(FILMS.events());
    }

    /** A file {@code user,item,time} with names for users: {@code alice} is one of them. */
    static Path csv(Path directory) throws IOException {
        EventLog<Integer, Integer> log = log();
        List<String> lines = new ArrayList<>(List.of("user,item,time"));
        for (int row = 0; row < log.size(); row++) {
            int user = log.users().id(log.user(row));
            String name = user == 1 ? "alice" : "user" + user;
            lines.add(name + "," + log.items().id(log.item(row)) + "," + log.time(row) / 1000);
        }
        return Files.write(directory.resolve("plays.csv"), lines);
    }
}
