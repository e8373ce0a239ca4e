package cn.bankscrm.web.workbench;

import cn.bankscrm.engagement.workbench.WeComClient;
import cn.bankscrm.engagement.workbench.WeComClientUnavailable;
import cn.bankscrm.web.security.PublicAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Signs the address of the sidebar, so that WeCom's client lets it ask whom the chat is with, and send.
 *
 * <p>Source: developer.work.weixin.qq.com, page 90506 (JS-SDK使用权限签名算法), as read 2026-07.
 */
@RestController
class ClientSignatureController {

    private static final Logger log = LoggerFactory.getLogger(ClientSignatureController.class);
    private static final String PAGE = "/sidebar";

    private final WeComClient client;
    private final PublicAddress address;
    private final Clock clock;

    ClientSignatureController(WeComClient client, PublicAddress address, Clock clock) {
        this.client = client;
        this.address = address;
        this.clock = clock;
    }

    /**
     * In the SDK's words.
     *
     * @param timestamp seconds since 1970
     */
    record Signature(long timestamp, String nonceStr, String signature) {}

    /** For the corp's and for the application's identity. */
    record Signatures(Signature config, Signature agentConfig) {}

    /**
     * 404 where the platform was not told of the application; 400 for an address that is not the sidebar's; 503 where
     * WeCom gives no ticket.
     *
     * @param url as the browser shows it, without what follows a {@code #}
     */
    @GetMapping("/sidebar/signature")
    ResponseEntity<Signatures> sign(@RequestParam String url) {
        if (client.app().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        String own = address.of(PAGE).toString();
        if (url.contains("#") || !(url.equals(own) || url.startsWith(own + "?"))) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Signatures(signed(client.corpTicket(), url), signed(client.appTicket(), url)));
    }

    @ExceptionHandler
    ResponseEntity<Void> unavailable(WeComClientUnavailable unavailable) {
        log.atWarn().setCause(unavailable).log("The sidebar could not be signed");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }

    private Signature signed(String ticket, String url) {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        long now = clock.instant().getEpochSecond();
        return new Signature(now, nonce, signature(ticket, nonce, now, url));
    }

    /** SHA-1 is WeCom's choice: it proves to the client that the page knows a ticket, and protects nothing of ours. */
    static String signature(String ticket, String nonce, long timestamp, String url) {
        String text = "jsapi_ticket=" + ticket + "&noncestr=" + nonce + "&timestamp=" + timestamp + "&url=" + url;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
