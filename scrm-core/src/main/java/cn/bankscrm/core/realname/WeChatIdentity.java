package cn.bankscrm.core.realname;

import java.net.URI;
import java.util.Optional;

/** The port by which WeChat tells who opens a phone page (网页授权, silently). */
public interface WeChatIdentity {

    /** Whether an official account is configured. Without one the link alone says who the visitor is. */
    boolean available();

    /**
     * Where a visitor inside WeChat is sent; WeChat sends them back at once.
     *
     * @param state comes back with the code; 1 to 128 letters and digits that nobody can guess
     * @param back where WeChat sends the visitor, with {@code code} and {@code state}
     */
    URI authorizePage(String state, URI back);

    /**
     * Redeems the code that came back; a code serves once. Not to be called inside a transaction.
     *
     * @return empty when the code is none (any more), or WeChat does not tell the union id
     * @throws WeChatUnavailable when WeChat gave no usable answer
     */
    Optional<UnionId> personOf(String code);
}
