/** What the REST API shares (接口): clients and tokens, scopes by path, the OpenAPI description. */
@NullMarked
package cn.bankscrm.web.api;

import org.jspecify.annotations.NullMarked;
