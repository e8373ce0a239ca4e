package cn.bankscrm.wecom.client;

/** The name of an API in limits, metrics and failures: its path after {@code /cgi-bin/}, without parameters. */
final class ApiName {

    private static final String ROOT = "/cgi-bin/";

    private ApiName() {}

    static String of(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        int root = path.indexOf(ROOT);
        return root < 0 ? "other" : path.substring(root + ROOT.length());
    }
}
