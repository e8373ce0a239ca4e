package cn.bankscrm.engagement.content;

import cn.bankscrm.core.segment.SegmentId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an author writes. Line ends are single line feeds, and nothing stands around the text.
 *
 * @param message goes with the content when it is sent; may be empty
 * @param variants other ways to say the message, at most {@value #MOST_VARIANTS}
 * @param body CommonMark; may be empty
 * @param target where the page leads on to
 * @param interest the name of the interest tag
 * @param segments whom it is meant for; empty for everybody
 * @param validTo the last day; empty for without end
 */
public record Manuscript(
        String title,
        String message,
        List<String> variants,
        String body,
        Optional<String> target,
        Optional<String> interest,
        Set<SegmentId> segments,
        LocalDate validFrom,
        Optional<LocalDate> validTo) {

    public static final int MOST_VARIANTS = 5;
    public static final int LONGEST_TITLE = 64;
    public static final int LONGEST_MESSAGE = 2_000;
    public static final int LONGEST_BODY = 20_000;
    public static final int LONGEST_TARGET = 500;
    public static final int LONGEST_INTEREST = 30;

    public Manuscript {
        title = tidy(title);
        message = tidy(message);
        variants = variants.stream()
                .map(Manuscript::tidy)
                .filter(variant -> !variant.isEmpty())
                .toList();
        body = tidy(body);
        target = target.map(Manuscript::tidy).filter(address -> !address.isEmpty());
        interest = interest.map(Manuscript::tidy).filter(name -> !name.isEmpty());
        segments = Set.copyOf(segments);
    }

    /** What keeps a manuscript from being kept, or from being submitted. */
    public enum Fault {
        TITLE_MISSING,
        TITLE_TOO_LONG,
        MESSAGE_TOO_LONG,
        VARIANTS_TOO_MANY,
        VARIANT_TOO_LONG,
        BODY_TOO_LONG,
        TARGET_NOT_SECURE,
        INTEREST_TOO_LONG,
        ENDS_BEFORE_IT_BEGINS,
        /** Of this kind there is nothing to show without a body. */
        BODY_MISSING,
        /** A poster without a picture. */
        PICTURE_MISSING,
        /** Of this kind there is nothing without a page to lead to. */
        TARGET_MISSING,
        /** A script without a word to say. */
        MESSAGE_MISSING,
        /** It refers to a file that the institution does not hold. */
        FILE_UNKNOWN,
        /** Its last day is over. */
        ALREADY_OVER,
        /** A new version takes the old one's place at once, so it cannot begin later. */
        BEGINS_AFTER_THE_OLD_ENDS
    }

    /** Why it cannot even be kept as a draft. */
    public List<Fault> faultsOfADraft() {
        List<Fault> faults = new ArrayList<>();
        when(title.isEmpty(), Fault.TITLE_MISSING, faults);
        when(title.length() > LONGEST_TITLE, Fault.TITLE_TOO_LONG, faults);
        when(message.length() > LONGEST_MESSAGE, Fault.MESSAGE_TOO_LONG, faults);
        when(variants.size() > MOST_VARIANTS, Fault.VARIANTS_TOO_MANY, faults);
        when(variants.stream().anyMatch(variant -> variant.length() > LONGEST_MESSAGE), Fault.VARIANT_TOO_LONG, faults);
        when(body.length() > LONGEST_BODY, Fault.BODY_TOO_LONG, faults);
        when(target.isPresent() && !isSecure(target.get()), Fault.TARGET_NOT_SECURE, faults);
        when(interest.isPresent() && interest.get().length() > LONGEST_INTEREST, Fault.INTEREST_TOO_LONG, faults);
        when(validTo.isPresent() && validTo.get().isBefore(validFrom), Fault.ENDS_BEFORE_IT_BEGINS, faults);
        return faults;
    }

    /** Why it cannot be submitted as this kind, on this day. */
    public List<Fault> faultsOf(ContentKind kind, LocalDate today) {
        List<Fault> faults = faultsOfADraft();
        switch (kind) {
            case ARTICLE, MARKET -> when(body.isEmpty(), Fault.BODY_MISSING, faults);
            case POSTER -> when(Body.files(body).isEmpty(), Fault.PICTURE_MISSING, faults);
            case SCRIPT -> when(message.isEmpty(), Fault.MESSAGE_MISSING, faults);
            case PRODUCT_CARD, MINI_PROGRAM, VIDEO -> when(target.isEmpty(), Fault.TARGET_MISSING, faults);
        }
        when(validTo.isPresent() && validTo.get().isBefore(today), Fault.ALREADY_OVER, faults);
        return faults;
    }

    private static void when(boolean faulty, Fault fault, List<Fault> faults) {
        if (faulty) {
            faults.add(fault);
        }
    }

    private static boolean isSecure(String address) {
        try {
            URI uri = new URI(address);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && address.length() <= LONGEST_TARGET;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String tidy(String typed) {
        return typed.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "").strip();
    }

    /** Not the text: this may end in a log. */
    @Override
    public String toString() {
        return "Manuscript[" + body.length() + " characters]";
    }
}
