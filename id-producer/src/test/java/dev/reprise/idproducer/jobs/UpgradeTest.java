package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import dev.reprise.common.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** During an upgrade older instances read what newer ones have stored. */
class UpgradeTest extends CoordinatorFixture {

    @Test
    void should_read_a_job_with_fields_of_a_newer_release_in_every_phase() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        assertReadable();
        tick();
        assertReadable();
        post(new Request.Pause("job-1", "bob", null));
        assertReadable();
        post(new Request.Cancel("job-1", "bob", null));
        assertReadable();
    }

    private void assertReadable() {
        StoredJob stored = output.saved.get("job-1");
        assertThat(stored).isNotNull();
        JsonNode newer = Json.mapper().valueToTree(stored);
        extend(newer);
        assertThat(Json.read(Json.bytes(newer), StoredJob.class)).isEqualTo(stored);
    }

    /** Adds a field to the record and to all that it is made of; what is keyed by names has no fields to add. */
    private static void extend(JsonNode node) {
        for (String part : List.of("request", "pinned", "phase")) {
            ((ObjectNode) node.get(part)).put("ofANewerRelease", 1);
        }
        for (JsonNode was = node.path("phase").path("was"); was.isObject(); was = was.path("was")) {
            ((ObjectNode) was).put("ofANewerRelease", 1);
        }
        ((ObjectNode) node).putObject("ofANewerRelease").put("a", 1);
    }
}
