package cn.bankscrm.compliance.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages somebody looks for. What is left open limits nothing.
 *
 * @param words each must stand somewhere in the message, as a run of letters and digits in normal form
 * @param people of each of these groups somebody took part; WeCom's ids
 * @param without none of these took part
 * @param conversation its id; null for all
 * @param from not before; null for no begin
 * @param until earlier than this; null for no end
 * @param kinds WeCom's {@code msgtype}: any of these; empty for all
 * @param hits levels or categories of the lexicon: any of these; empty for all
 * @param among WeCom's numbers of messages: one of these; null for all
 */
public record ChatQuestion(
        List<String> words,
        List<Set<String>> people,
        Set<String> without,
        @Nullable Long conversation,
        @Nullable Instant from,
        @Nullable Instant until,
        Set<String> kinds,
        Set<String> hits,
        @Nullable Set<Long> among) {

    private static final ChatQuestion ALL =
            new ChatQuestion(List.of(), List.of(), Set.of(), null, null, null, Set.of(), Set.of(), null);

    public ChatQuestion {
        words = List.copyOf(words);
        people = people.stream().map(Set::copyOf).toList();
        without = Set.copyOf(without);
        kinds = Set.copyOf(kinds);
        hits = Set.copyOf(hits);
        among = among == null ? null : Set.copyOf(among);
    }

    /** Every message there is. */
    public static ChatQuestion all() {
        return ALL;
    }

    /** @param typed words with spaces between them */
    public ChatQuestion words(String typed) {
        List<String> split = Arrays.stream(typed.split("[\\s\\u3000]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return new ChatQuestion(split, people, without, conversation, from, until, kinds, hits, among);
    }

    /** One of these took part, besides whatever was asked before. */
    public ChatQuestion with(Set<String> oneOf) {
        List<Set<String>> groups = new ArrayList<>(people);
        groups.add(oneOf);
        return new ChatQuestion(words, groups, without, conversation, from, until, kinds, hits, among);
    }

    public ChatQuestion without(Set<String> noneOf) {
        return new ChatQuestion(words, people, noneOf, conversation, from, until, kinds, hits, among);
    }

    public ChatQuestion in(@Nullable Long one) {
        return new ChatQuestion(words, people, without, one, from, until, kinds, hits, among);
    }

    public ChatQuestion between(@Nullable Instant begin, @Nullable Instant end) {
        return new ChatQuestion(words, people, without, conversation, begin, end, kinds, hits, among);
    }

    public ChatQuestion kinds(Set<String> anyOf) {
        return new ChatQuestion(words, people, without, conversation, from, until, anyOf, hits, among);
    }

    public ChatQuestion hits(Set<String> anyOf) {
        return new ChatQuestion(words, people, without, conversation, from, until, kinds, anyOf, among);
    }

    /** One of these messages alone. */
    public ChatQuestion among(Set<Long> oneOf) {
        return new ChatQuestion(words, people, without, conversation, from, until, kinds, hits, oneOf);
    }

    /** Not the words: this may end in a log. */
    @Override
    public String toString() {
        return "ChatQuestion[" + words.size() + " words]";
    }
}
