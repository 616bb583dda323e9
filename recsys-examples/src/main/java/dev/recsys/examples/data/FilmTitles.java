package dev.recsys.examples.data;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes up film titles that sound like their category. No title is made twice. Not thread-safe. */
final class FilmTitles {

    private static final Map<String, List<String>> NOUNS = Map.ofEntries(
            Map.entry("Action", List.of("Pursuit", "Strike", "Convoy", "Firestorm", "Vanguard", "Impact", "Overdrive")),
            Map.entry(
                    "Adventure", List.of("Expedition", "Lagoon", "Compass", "Voyage", "Jungle", "Treasure", "Summit")),
            Map.entry("Animation", List.of("Teapot", "Snail", "Robot", "Puddle", "Balloon", "Toadstool", "Hedgehog")),
            Map.entry(
                    "Comedy", List.of("Wedding", "Neighbours", "Holiday", "Landlord", "Misfits", "Picnic", "Reunion")),
            Map.entry("Crime", List.of("Alibi", "Heist", "Verdict", "Ledger", "Informant", "Docks", "Safe")),
            Map.entry(
                    "Documentary", List.of("Glacier", "Archive", "Orchard", "Migration", "Bridge", "Reef", "Harvest")),
            Map.entry("Drama", List.of("Letter", "Winter", "Daughter", "Promise", "Garden", "Silence", "Inheritance")),
            Map.entry("Family", List.of("Puppy", "Lighthouse", "Grandfather", "Kite", "Pony", "Campfire", "Attic")),
            Map.entry("Fantasy", List.of("Dragon", "Amulet", "Kingdom", "Sorcerer", "Oracle", "Labyrinth", "Crown")),
            Map.entry("Horror", List.of("Cellar", "Crypt", "Scream", "Scarecrow", "Mirror", "Hollow", "Ritual")),
            Map.entry("Mystery", List.of("Manor", "Cipher", "Footprint", "Guest", "Portrait", "Fog", "Witness")),
            Map.entry("Romance", List.of("Kiss", "Serenade", "Waltz", "Sunset", "Valentine", "Melody", "Rendezvous")),
            Map.entry(
                    "Science Fiction", List.of("Orbit", "Android", "Nebula", "Colony", "Signal", "Paradox", "Engine")),
            Map.entry(
                    "Thriller", List.of("Countdown", "Stranger", "Hostage", "Deadline", "Corridor", "Double", "Wire")),
            Map.entry("War", List.of("Trench", "Battalion", "Armistice", "Frontier", "Siege", "Medal", "Outpost")),
            Map.entry("Western", List.of("Canyon", "Saddle", "Sheriff", "Prairie", "Stagecoach", "Mustang", "Saloon")));

    private static final List<String> ADJECTIVES = List.of(
            "Silent",
            "Last",
            "Crimson",
            "Hidden",
            "Broken",
            "Golden",
            "Endless",
            "Secret",
            "Lonely",
            "Burning",
            "Frozen",
            "Forgotten",
            "Second",
            "Distant",
            "Restless",
            "Wild",
            "Paper",
            "Perfect",
            "Midnight",
            "Northern",
            "Stolen",
            "Blue",
            "Impossible",
            "Quiet",
            "Little",
            "Seventh",
            "Borrowed",
            "Electric",
            "Velvet",
            "Wandering");

    private static final List<String> PLACES = List.of(
            "the Valley",
            "Glass River",
            "Tomorrow",
            "the North",
            "Nowhere",
            "the Old Town",
            "Salt Island",
            "the Moon",
            "Thunder Hill",
            "the Harbour",
            "Autumn",
            "the Far Shore",
            "Echo Lake",
            "the Seven Bells",
            "Amber Street");

    private final SplittableRandom random;
    private final Set<String> taken = new HashSet<>();

    FilmTitles(SplittableRandom random) {
        this.random = random;
    }

    static List<String> categories() {
        return NOUNS.keySet().stream().sorted().toList();
    }

    String next(String category) {
        String title = compose(category);
        for (int part = 2; !taken.add(title); part++) {
            title = part <= 5 ? compose(category) : compose(category) + ", Part " + (part - 4);
        }
        return title;
    }

    private String compose(String category) {
        String noun = pick(NOUNS.getOrDefault(category, List.of("Story")));
        return switch (random.nextInt(6)) {
            case 0 -> "The " + pick(ADJECTIVES) + " " + noun;
            case 1 -> pick(ADJECTIVES) + " " + noun;
            case 2 -> "The " + noun + " of " + pick(PLACES);
            case 3 -> "Beyond the " + pick(ADJECTIVES) + " " + noun;
            case 4 -> "Return to " + pick(PLACES) + ": The " + noun;
            default -> "One " + noun + " for " + pick(PLACES);
        };
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
