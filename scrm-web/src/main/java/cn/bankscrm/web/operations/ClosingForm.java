package cn.bankscrm.web.operations;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** @param reason why nothing more is to be done about a dead letter */
record ClosingForm(
        @NotBlank(message = "{inbox.reason.missing}") @Size(max = 500, message = "{inbox.reason.long}")
        String reason) {}
