package dev.reprise.idproducer.config;

import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.service.config.Setting;
import dev.reprise.service.config.SslKeys;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys below {@code reprise.elasticsearch}: how to reach Elasticsearch, and where the assets stand in it. The values of
 * the connection are read by {@code ElasticsearchConnection}, as the worker does; here they have their words and bounds.
 *
 * <p>Threading: immutable.
 */
public interface ElasticsearchKeys {

    @Setting(
            unit = "[https://]host[:port], …",
            why =
                    "query selectors and the processor `reindex` are refused without it; the worker reads it for `reindex`, as all keys"
                            + " of the connection",
            wrong = "wrong: queries are let in unchecked, and their jobs wait in `PLANNING` and say why")
    Optional<ElasticsearchHosts> hosts();

    @Setting(
            unit = "text; with `reprise.elasticsearch.password`, or an API key instead",
            why = "no authentication by default",
            wrong = "wrong: queries are refused with 401 or 403")
    Optional<String> username();

    @Setting(
            unit = "text; with `reprise.elasticsearch.username`",
            why = "no authentication by default",
            wrong = "wrong: queries are refused with 401 or 403")
    Optional<String> password();

    @Setting(
            unit = "file with the text; line ends behind it do not count",
            why = "instead of `reprise.elasticsearch.password`",
            wrong = "no such file, an empty one, or both keys: the service does not start")
    Optional<Path> passwordFile();

    @Setting(
            unit = "text, as Elasticsearch gave it out, encoded; instead of a user name",
            why = "no authentication by default",
            wrong = "wrong: queries are refused with 401 or 403")
    Optional<String> apiKey();

    @Setting(
            unit = "file with the text; line ends behind it do not count",
            why = "instead of `reprise.elasticsearch.api-key`",
            wrong = "no such file, an empty one, or both keys: the service does not start")
    Optional<Path> apiKeyFile();

    @Setting(
            unit = "path",
            why = "a proxy may serve Elasticsearch below a path",
            wrong = "wrong: queries are refused with what the proxy answers")
    Optional<String> pathPrefix();

    SslKeys ssl();

    @Setting(
            unit = "index, alias or pattern; `{assetType}` in it stands for the type",
            why = "one index for all types, or one for each",
            wrong = "wrong: queries are refused, or find nothing")
    @WithDefault("assets")
    String index();

    @Setting(
            unit = "keyword field",
            why = "searches are sorted by it, which `_id` does not allow",
            wrong = "no keyword: queries are refused. Not the id: everything is `gone`")
    @WithName("fields.asset-id")
    @WithDefault("asset_id")
    String assetIdField();

    @Setting(
            unit = "keyword field",
            why = "not used where the index tells the type",
            wrong = "wrong: queries find nothing")
    @WithName("fields.asset-type")
    @WithDefault("asset_type")
    String assetTypeField();

    @Setting(
            min = "PT0.1S",
            max = "PT1M",
            why = "requests behind a query wait for its check",
            wrong = "too small: pages of heavy queries fail and are read again. Too large: an Elasticsearch that hangs"
                    + " holds up requests")
    @WithDefault("PT10S")
    Duration requestTimeout();

    @Setting(
            min = "PT1S",
            max = "PT1H",
            why = "how long a point in time outlives its last page",
            wrong =
                    "too small: opened anew often, so that changes of the index come in between. Too large: an abandoned"
                            + " one keeps old files of the index")
    @WithDefault("PT5M")
    Duration keepAlive();
}
