package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.picture.PictureCode;
import cn.bankscrm.compliance.picture.ReadPicture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A file of a message, and what a page does with it.
 *
 * @param picture what was found in it; empty where it is no picture, or was not looked at yet
 * @param written what is written in it, with marks
 */
record ShownFile(ChatMedia.File file, As as, Optional<ReadPicture> picture, List<Piece> written) {

    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> SOUNDS = Set.of("audio/wav", "audio/mpeg", "audio/mp4");
    private static final Set<String> FILMS = Set.of("video/mp4");
    private static final String AMR = "audio/amr";
    private static final Map<String, String> ENDINGS = Map.of(
            AMR,
            ".amr",
            "audio/wav",
            ".wav",
            "audio/mpeg",
            ".mp3",
            "audio/mp4",
            ".m4a",
            "video/mp4",
            ".mp4",
            "image/jpeg",
            ".jpg",
            "image/png",
            ".png",
            "image/gif",
            ".gif",
            "image/webp",
            ".webp",
            "application/pdf",
            ".pdf");
    private static final Pattern ENDING = Pattern.compile("\\.[a-z0-9]{1,8}");

    /** How. */
    enum As {
        PICTURE,
        SOUND,
        FILM,
        /** A voice message in a form that no browser plays. */
        VOICE_TO_FETCH,
        TO_FETCH,
        /** Not the file that the message tells of. */
        BROKEN,
        /** Still at WeCom. */
        AWAITED,
        /** WeCom has it no more. */
        LOST;

        /** Whether a browser may show it within a page. */
        boolean isInline() {
            return this == PICTURE || this == SOUND || this == FILM;
        }
    }

    static ShownFile of(ChatMedia.File file, Optional<ReadPicture> picture, List<Piece> written) {
        String type = file.type().orElse("");
        As as = switch (file.state()) {
            case PENDING -> As.AWAITED;
            case EXPIRED -> As.LOST;
            case BROKEN -> file.isHere() ? As.BROKEN : As.LOST;
            case FETCHED -> {
                if (PICTURES.contains(type)) {
                    yield As.PICTURE;
                } else if (SOUNDS.contains(type)) {
                    yield As.SOUND;
                } else if (FILMS.contains(type)) {
                    yield As.FILM;
                }
                yield type.equals(AMR) ? As.VOICE_TO_FETCH : As.TO_FETCH;
            }
        };
        return new ShownFile(file, as, picture, written);
    }

    /** As whoever only fetches it needs it. */
    static ShownFile of(ChatMedia.File file) {
        return of(file, Optional.empty(), List.of());
    }

    public boolean fetched() {
        return as == As.TO_FETCH || as == As.VOICE_TO_FETCH || as == As.BROKEN;
    }

    public List<PictureCode> codes() {
        return picture.map(ReadPicture::codes).orElse(List.of());
    }

    /** Why it cannot be looked into for codes; null where it can. */
    public @Nullable String trouble() {
        return picture.flatMap(ReadPicture::reason).map(Enum::name).orElse(null);
    }

    /** Whether what is looked for, or what the lexicon forbids, is written in it. */
    public boolean telling() {
        return written.stream().anyMatch(piece -> piece.marked() || piece.term());
    }

    /** What it is called where it is saved: its own name, else one by what it is, with the ending of its contents. */
    public String saveAs() {
        if (!file.name().isEmpty()) {
            return file.name();
        }
        String ending = ENDINGS.getOrDefault(file.type().orElse(""), "");
        return file.kind() + "-" + file.id() + ending;
    }

    /** Its name, and for clients that read plain ASCII alone one that tells number and ending. */
    String disposition() {
        String own = saveAs();
        int dot = own.lastIndexOf('.');
        String ending = dot < 0 ? "" : own.substring(dot).toLowerCase(Locale.ROOT);
        if (!ENDING.matcher(ending).matches()) {
            ending = ENDINGS.getOrDefault(file.type().orElse(""), ".bin");
        }
        return "attachment; filename=\"file-" + file.id() + ending + "\"; filename*=UTF-8''"
                + UriUtils.encode(own, StandardCharsets.UTF_8);
    }

    /** What it is and how large, in a few characters. */
    public String told() {
        String type = file.type().orElse("");
        String ending = type.substring(type.indexOf('/') + 1).toUpperCase(Locale.ROOT);
        return (ending.equals("OCTET-STREAM") ? "" : ending + " · ") + size(file.size());
    }

    private static String size(OptionalLong bytes) {
        if (bytes.isEmpty()) {
            return "";
        }
        long size = bytes.getAsLong();
        return size < 1024 * 1024 ? Math.max(1, size / 1024) + " KB" : size / (1024 * 1024) + " MB";
    }
}
