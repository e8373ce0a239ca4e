package cn.bankscrm.web.importing;

import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.Imports;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;

/**
 * Reads an upload part by part as it comes over the wire: the servlet container's way would lay it down on the disk
 * first, unencrypted.
 */
final class Upload {

    private static final int LONGEST_FIELD = 4_096;

    private Upload() {}

    /** Decides, before the file comes, by the form fields that stood before it. */
    @FunctionalInterface
    interface Gate {
        /** @return the kind to import as; empty refuses the file */
        Optional<ImportKind> kind(Map<String, String> fields);
    }

    /**
     * @return the import; empty when there was no part {@code file}, or no file in it, or the gate refused it
     * @throws MalformedUpload when the request is no readable multipart form
     */
    static Optional<ImportId> receive(HttpServletRequest request, Imports imports, String startedBy, Gate gate)
            throws IOException {
        Map<String, String> fields = new java.util.HashMap<>();
        try {
            FileItemInputIterator parts = new JakartaServletDiskFileUpload().getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (part.isFormField()) {
                    try (InputStream in = part.getInputStream()) {
                        fields.put(
                                part.getFieldName(),
                                new String(in.readNBytes(LONGEST_FIELD), java.nio.charset.StandardCharsets.UTF_8));
                    }
                } else if ("file".equals(part.getFieldName())) {
                    Optional<ImportKind> kind = gate.kind(fields);
                    if (kind.isEmpty()) {
                        return Optional.empty();
                    }
                    String name = part.getName() == null ? "" : part.getName();
                    // what a browser sends of a field in which no file was chosen
                    if (name.isBlank()) {
                        return Optional.empty();
                    }
                    try (InputStream in = part.getInputStream()) {
                        return Optional.of(imports.accept(kind.get(), name, in, startedBy));
                    }
                }
            }
            return Optional.empty();
        } catch (FileUploadException e) {
            throw new MalformedUpload(e);
        }
    }

    /** The request is no readable multipart form, or broke off. */
    static final class MalformedUpload extends IOException {

        MalformedUpload(FileUploadException cause) {
            super("Not a readable multipart form", cause);
        }
    }
}
