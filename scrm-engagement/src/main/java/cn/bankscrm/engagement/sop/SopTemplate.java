package cn.bankscrm.engagement.sop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan ready made, for a bank to take over and adjust: the scenes of domain E4 in our own words, which the starter
 * lexicon passes.
 *
 * @param wecom for which state of WeCom: customers are friends already, or not yet
 * @param aim what is wanted
 * @param people for whom it was written; {@code ALL} for everybody
 * @param why what makes it work
 */
public record SopTemplate(
        String key,
        String name,
        Scene scene,
        WeComState wecom,
        Aim aim,
        Set<String> people,
        String why,
        PlanRule rule) {

    /** The chooser's first question. */
    public enum WeComState {
        NO_FRIENDS,
        FRIENDS
    }

    /** The chooser's second question. */
    public enum Aim {
        OPEN,
        PRODUCT,
        AUM
    }

    /** The chooser's third question. */
    public enum People {
        ALL,
        PAYROLL,
        ELDER,
        RURAL
    }

    private static final List<SopTemplate> LIBRARY = read();

    public SopTemplate {
        people = Set.copyOf(people);
    }

    /** All of them, in the order of their scenes. */
    public static List<SopTemplate> library() {
        return LIBRARY;
    }

    public static Optional<SopTemplate> of(String key) {
        return LIBRARY.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    /** What fits the answers, what was written for these very people first. */
    public static List<SopTemplate> fitting(WeComState wecom, Aim aim, People people) {
        return LIBRARY.stream()
                .filter(one -> one.wecom() == wecom && one.aim() == aim)
                .filter(one -> one.people().contains("ALL") || one.people().contains(people.name()))
                .sorted((a, b) -> Boolean.compare(
                        b.people().contains(people.name()), a.people().contains(people.name())))
                .toList();
    }

    private static List<SopTemplate> read() {
        try (InputStream in = Objects.requireNonNull(SopTemplate.class.getResourceAsStream("scenarios.json"))) {
            return JsonMapper.builder()
                    .build()
                    .readTree(in)
                    .valueStream()
                    .map(SopTemplate::template)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SopTemplate template(JsonNode node) {
        return new SopTemplate(
                text(node, "key"),
                text(node, "name"),
                Scene.valueOf(text(node, "scene")),
                WeComState.valueOf(text(node, "wecom")),
                Aim.valueOf(text(node, "aim")),
                node.required("people").valueStream().map(JsonNode::stringValue).collect(Collectors.toSet()),
                text(node, "why"),
                PlanJson.read(node.required("rule")));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).stringValue();
    }
}
