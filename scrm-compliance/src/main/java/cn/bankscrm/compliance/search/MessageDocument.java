package cn.bankscrm.compliance.search;

import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** A message as the index holds it: terms and their positions, time and number; nothing that could be read back. */
final class MessageDocument {

    static final String TEXT = "text";
    static final String AT = "at";
    static final String SEQ = "seq";
    static final String CONVERSATION = "conversation";
    static final String PERSON = "person";
    static final String KIND = "kind";
    static final String HIT = "hit";

    /** The order that the index lies in, so that the newest of a search are its first. */
    static final Sort NEWEST_FIRST =
            new Sort(new SortField(AT, SortField.Type.LONG, true), new SortField(SEQ, SortField.Type.LONG, true));

    private static final FieldType POSITIONS = positions();

    private final CharacterStream characters = new CharacterStream();
    private final Field text = new Field(TEXT, characters, POSITIONS);

    /** For one thread, and until the next one is asked for. */
    Document of(IndexedMessage message) {
        Document document = new Document();
        document.add(NumericDocValuesField.indexedField(AT, message.at().toEpochMilli()));
        document.add(new NumericDocValuesField(SEQ, message.seq()));
        document.add(new StringField(CONVERSATION, Long.toString(message.conversation()), Field.Store.NO));
        document.add(new StringField(KIND, message.kind(), Field.Store.NO));
        for (String person : message.people()) {
            document.add(new StringField(PERSON, person(person), Field.Store.NO));
        }
        for (String hit : message.hits()) {
            document.add(new StringField(HIT, hit, Field.Store.NO));
        }
        if (characters.read(message.text(), message.pictured())) {
            document.add(text);
        }
        return document;
    }

    /** WeCom's ids of members differ by case for nobody. */
    static String person(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private static FieldType positions() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }
}
