/** Personal data (个人信息): encrypted per field, found by keyed digest, masked wherever it is shown or printed. */
@NamedInterface("privacy")
@NullMarked
package cn.bankscrm.core.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
