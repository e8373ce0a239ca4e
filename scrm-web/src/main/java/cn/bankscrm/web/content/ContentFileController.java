package cn.bankscrm.web.content;

import cn.bankscrm.engagement.content.ContentFile;
import cn.bankscrm.engagement.content.ContentFiles;
import cn.bankscrm.engagement.content.Keeping;
import cn.bankscrm.engagement.content.Writer;
import cn.bankscrm.web.importing.FormToken;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Takes pictures and documents for content, and shows them to staff. */
@Navigation(Section.CONTENT)
@RequestMapping("/content/files")
@Controller
class ContentFileController {

    private static final int LONGEST_TOKEN = 4_096;

    private final ContentFiles files;
    private final ContentPeople people;

    ContentFileController(ContentFiles files, ContentPeople people) {
        this.files = files;
        this.people = people;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    private record Sent(String name, byte[] bytes) {

        @Override
        public String toString() {
            return "Sent[" + bytes.length + " bytes]";
        }
    }

    /** Answers with the words that a body refers to the file by; the editor's script puts them in its place. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String keep(
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Writer writer = people.writer(person);
        Optional<Sent> sent = receive(request);
        Keeping keeping = sent.isEmpty()
                ? new Keeping.Refused(Keeping.Why.NOT_TAKEN)
                : files.keep(writer, sent.get().name(), sent.get().bytes());
        switch (keeping) {
            case Keeping.Kept(String sha256, String type) ->
                model.addAttribute(
                        "snippet",
                        (type.startsWith("image/") ? "!" : "")
                                + "["
                                + label(sent.map(Sent::name).orElse(""))
                                + "](file:"
                                + sha256
                                + ")");
            case Keeping.Refused(Keeping.Why why) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("why", why);
            }
        }
        return "content/file";
    }

    /** What names a file among the words of a body must not end them. */
    private static String label(String name) {
        String plain = name.replaceAll("\\.[A-Za-z]{3,4}$", "")
                .replaceAll("[^\\p{L}\\p{N} _-]", " ")
                .strip();
        return plain.isEmpty() ? "file" : plain;
    }

    private static Optional<Sent> receive(HttpServletRequest request) throws IOException {
        String token = null;
        try {
            FileItemInputIterator parts = new JakartaServletDiskFileUpload().getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                try (InputStream in = part.getInputStream()) {
                    if (part.isFormField()) {
                        String value = new String(in.readNBytes(LONGEST_TOKEN), StandardCharsets.UTF_8);
                        token = FormToken.FIELD.equals(part.getFieldName()) ? value : token;
                    } else if ("file".equals(part.getFieldName())) {
                        if (!FormToken.matches(request, token)) {
                            throw new AccessDeniedException("The form's token is missing or wrong");
                        }
                        String name = part.getName() == null ? "" : part.getName();
                        return name.isBlank()
                                ? Optional.empty()
                                // one more than is taken: then it is too large, whatever follows
                                : Optional.of(new Sent(name, in.readNBytes(ContentFiles.LARGEST + 1)));
                    }
                }
            }
            return Optional.empty();
        } catch (FileUploadException malformed) {
            return Optional.empty();
        }
    }

    @GetMapping("/{sha256:[0-9a-f]{64}}")
    ResponseEntity<byte[]> show(@PathVariable String sha256, @AuthenticationPrincipal SignedIn reader) {
        ContentFile file =
                files.find(sha256, reader.scope()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .body(file.bytes());
    }
}
