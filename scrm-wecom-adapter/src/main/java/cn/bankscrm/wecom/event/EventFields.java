package cn.bankscrm.wecom.event;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one of WeCom's XML documents: the text of each element directly below the root. What lies deeper is
 * checked to be well-formed and passed over. An element that is empty counts as missing, which is how WeCom means it.
 *
 * <p>Read by the JDK's own parser without DTDs and entities: a document type is refused before anything in it counts.
 */
public final class EventFields {

    private static final int DEEPEST = 16;
    private static final int MOST = 256;
    private static final XMLInputFactory XML = safeFactory();

    private final Map<String, String> texts;

    private EventFields(Map<String, String> texts) {
        this.texts = texts;
    }

    /** @throws MalformedEvent when that is no well-formed document, has a document type, or is absurdly built */
    public static EventFields read(byte[] xml) {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8");
            try {
                return new EventFields(texts(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedEvent("not well-formed");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** @throws MalformedEvent when it is missing or empty */
    public String required(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new MalformedEvent(name + " is missing");
        }
        return text;
    }

    /** @throws MalformedEvent when it is missing or no whole number */
    public long number(String name) {
        try {
            return Long.parseLong(required(name));
        } catch (NumberFormatException e) {
            throw new MalformedEvent(name + " is not a number");
        }
    }

    private static Map<String, String> texts(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new HashMap<>();
        StringBuilder text = new StringBuilder();
        String name = null;
        boolean nested = false;
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedEvent("document types and entities are not allowed");
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > DEEPEST) {
                        throw new MalformedEvent("nested too deeply");
                    }
                    if (depth == 2) {
                        name = reader.getLocalName();
                        nested = false;
                        text.setLength(0);
                    }
                    nested |= depth > 2;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth == 2) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth == 2 && !nested) {
                        enter(texts, name, text.toString().strip());
                    }
                    depth--;
                }
                default -> {
                    // comments, processing instructions, white space: of no meaning here
                }
            }
        }
        return texts;
    }

    private static void enter(Map<String, String> texts, @Nullable String name, String text) {
        if (name == null || text.isEmpty()) {
            return;
        }
        if (texts.size() == MOST) {
            throw new MalformedEvent("too many elements");
        }
        texts.put(name, text);
    }

    private static XMLInputFactory safeFactory() {
        // The JDK's, whatever else lies on the class path.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not allowed");
        });
        return factory;
    }
}
