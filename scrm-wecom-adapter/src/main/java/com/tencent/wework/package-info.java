/** The one class whose name and methods WeCom's native library prescribes. */
@NullMarked
package com.tencent.wework;

import org.jspecify.annotations.NullMarked;
