package cn.bankscrm.web.tracking;

import cn.bankscrm.engagement.content.ContentFiles;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.PublishedPage;
import cn.bankscrm.engagement.tracking.PublishedPages;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Pictures and documents of what is published at this moment, for whoever reads it; no others. */
@Controller
class LinkFileController {

    private static final Duration KEPT_BY_PHONES = Duration.ofHours(1);

    private final PublishedPages pages;
    private final ContentFiles files;

    LinkFileController(PublishedPages pages, ContentFiles files) {
        this.pages = pages;
        this.files = files;
    }

    @GetMapping("/l/files/{content:\\d{1,18}}/{sha256}")
    ResponseEntity<byte[]> file(@PathVariable long content, @PathVariable String sha256) {
        return pages.find(new ContentId(content))
                .map(PublishedPage::content)
                .flatMap(published -> files.of(published, sha256))
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(file.mediaType()))
                        .cacheControl(CacheControl.maxAge(KEPT_BY_PHONES).cachePrivate())
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .body(file.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
