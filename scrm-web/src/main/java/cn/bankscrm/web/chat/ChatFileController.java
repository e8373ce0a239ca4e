package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.reading.ReadChats;
import cn.bankscrm.compliance.reading.ReadFile;
import cn.bankscrm.web.security.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;

/**
 * The files of chats, for pages that show them and for fetching. What a file is is told by its contents alone, nothing
 * is kept by browsers or on the way, and nothing in it may run.
 */
@Controller
class ChatFileController {

    private static final int BUFFER = 1 << 16;

    private final ReadChats chats;
    private final Clock clock;

    ChatFileController(ReadChats chats, Clock clock) {
        this.chats = chats;
        this.clock = clock;
    }

    private record Part(long first, long last) {}

    @GetMapping("/compliance/archive/conversations/{id:\\d{1,18}}/messages/{seq:\\d{1,18}}/files/{file:\\d{1,18}}")
    void file(
            @PathVariable long id,
            @PathVariable long seq,
            @PathVariable long file,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response)
            throws IOException {
        String reason = GivenReasons.of(session)
                .reading(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        Instant now = clock.instant();
        boolean noted = LookedAtFiles.of(session).holds(file, now);
        ReadFile found = chats.file(Auditors.of(reader), new ConversationId(id), seq, file, reason, noted)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!noted) {
            LookedAtFiles.of(session).add(session, file, now);
        }
        ShownFile shown = ShownFile.of(found.file());
        long size = found.file().size().orElse(0);
        Part part = part(range, size, response);
        headers(shown, response);
        response.setContentLengthLong(part.last() - part.first() + 1);
        try (InputStream in = found.contents().open()) {
            copy(in, part, response.getOutputStream());
        }
    }

    private static void headers(ShownFile shown, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setContentType(shown.file().type().orElse("application/octet-stream"));
        if (!shown.as().isInline()) {
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, shown.disposition());
        }
    }

    /** One part, as players ask for it; whoever asks for several gets all. */
    private static Part part(@Nullable String range, long size, HttpServletResponse response) {
        Part all = new Part(0, size - 1);
        if (range == null) {
            return all;
        }
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(range);
            if (ranges.size() != 1) {
                return all;
            }
            long first = ranges.getFirst().getRangeStart(size);
            long last = ranges.getFirst().getRangeEnd(size);
            if (first > last) {
                throw new IllegalArgumentException("Behind the end");
            }
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(first, last, size));
            return new Part(first, last);
        } catch (IllegalArgumentException e) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            throw new ResponseStatusException(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
    }

    private static void copy(InputStream in, Part part, OutputStream out) throws IOException {
        in.skipNBytes(part.first());
        byte[] buffer = new byte[BUFFER];
        long left = part.last() - part.first() + 1;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("A chat file is shorter than it was");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
