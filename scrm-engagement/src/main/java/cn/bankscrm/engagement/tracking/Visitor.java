package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import java.util.Optional;

/**
 * A browser that comes to a page.
 *
 * @param mark random, kept by the browser
 * @param recognised as whom WeChat named its owner; empty where it did not
 */
public record Visitor(String mark, Optional<ExternalContactId> recognised) {}
