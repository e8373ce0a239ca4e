package cn.bankscrm.compliance.search;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A question in the words of Lucene. Nothing is ranked: what fits is in the order of time. */
final class ChatQueries {

    private ChatQueries() {}

    /** @param after only what is not newer than this one */
    static Query of(ChatQuestion question, Optional<ChatPlace> after) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
        question.words().forEach(word -> filter(all, Characters.phrase(MessageDocument.TEXT, word)));
        question.people().forEach(group -> filter(all, any(MessageDocument.PERSON, group, MessageDocument::person)));
        if (!question.without().isEmpty()) {
            all.add(
                    any(MessageDocument.PERSON, question.without(), MessageDocument::person),
                    BooleanClause.Occur.MUST_NOT);
        }
        Long conversation = question.conversation();
        if (conversation != null) {
            filter(all, new TermQuery(new Term(MessageDocument.CONVERSATION, conversation.toString())));
        }
        if (!question.kinds().isEmpty()) {
            filter(all, any(MessageDocument.KIND, question.kinds(), UnaryOperator.identity()));
        }
        if (!question.hits().isEmpty()) {
            filter(all, any(MessageDocument.HIT, question.hits(), UnaryOperator.identity()));
        }
        Set<Long> among = question.among();
        if (among != null) {
            filter(all, numbered(among));
        }
        between(all, question.from(), until(question, after));
        return all.build();
    }

    /**
     * The messages of these running numbers, wherever they stand: by their values alone, so the fewer messages the rest
     * leaves, the better.
     */
    static Query numbered(Collection<Long> seqs) {
        return NumericDocValuesField.newSlowSetQuery(
                MessageDocument.SEQ, seqs.stream().mapToLong(Long::longValue).toArray());
    }

    /** The documents of these messages; quick, for only those of their conversations are looked at. */
    static Query these(Collection<IndexedMessage> messages) {
        Set<String> conversations = messages.stream()
                .map(message -> Long.toString(message.conversation()))
                .collect(Collectors.toSet());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        filter(all, any(MessageDocument.CONVERSATION, conversations, UnaryOperator.identity()));
        filter(all, numbered(messages.stream().map(IndexedMessage::seq).toList()));
        return all.build();
    }

    static ChatPlace place(FieldDoc found) {
        return new ChatPlace(Instant.ofEpochMilli((Long) found.fields[0]), (Long) found.fields[1]);
    }

    private static long until(ChatQuestion question, Optional<ChatPlace> after) {
        Instant until = question.until();
        long end = until == null ? Long.MAX_VALUE : until.toEpochMilli() - 1;
        return after.map(place -> Math.min(end, place.at().toEpochMilli())).orElse(end);
    }

    private static void between(BooleanQuery.Builder all, @Nullable Instant from, long lastMillisecond) {
        long first = from == null ? Long.MIN_VALUE : from.toEpochMilli();
        if (first != Long.MIN_VALUE || lastMillisecond != Long.MAX_VALUE) {
            filter(all, NumericDocValuesField.newSlowRangeQuery(MessageDocument.AT, first, lastMillisecond));
        }
    }

    private static Query any(String field, Set<String> values, UnaryOperator<String> form) {
        if (values.size() == 1) {
            return new TermQuery(new Term(field, form.apply(values.iterator().next())));
        }
        Collection<BytesRef> terms =
                values.stream().map(form).map(BytesRef::new).toList();
        return new TermInSetQuery(field, terms);
    }

    private static void filter(BooleanQuery.Builder all, Query query) {
        all.add(query, BooleanClause.Occur.FILTER);
    }
}
