package dev.reprise.idproducer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.RequestParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema says what is accepted: see ADR 28 for why the checks are not made of it. */
class RequestSchemaTest {

    private static final Path DOCUMENTS = Path.of("..", "docs");

    private static final Pattern EXAMPLE = Pattern.compile("^\\{\"type\": .*$", Pattern.MULTILINE);

    private final PublishedSchema schema = new PublishedSchema();

    private final RequestParser parser = new RequestParser(() -> "made-up");

    private boolean isAccepted(byte[] posted) {
        try {
            parser.parse(posted);
            return true;
        } catch (RefusedRequestException refused) {
            return false;
        }
    }

    @Test
    void should_allow_every_example_of_the_documents() throws IOException {
        int examples = 0;
        for (String document : new String[] {"requests.md", "processors.md"}) {
            Matcher found = EXAMPLE.matcher(Files.readString(DOCUMENTS.resolve(document)));
            while (found.find()) {
                examples++;
                byte[] example = found.group().getBytes(StandardCharsets.UTF_8);
                assertThat(isAccepted(example)).as(found.group()).isTrue();
                assertThat(schema.allows(example)).as(found.group()).isTrue();
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'type':'explode','job':'a'}",
                "{'type':'pause'}",
                "{'type':'pause','job':'A'}",
                "{'type':'pause','job':'a','eventsPerSecond':1}",
                "{'type':'throttle','job':'a'}",
                "{'type':'throttle','job':'a','eventsPerSecond':0}",
                "{'type':'throttle','job':'a','eventsPerSecond':1.5}",
                "{'type':'submit','selector':{'assetType':'m'}}",
                "{'type':'submit','processor':{'name':'x'}}",
                "{'type':'submit','selector':{},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'from':'2024-01-01T00:00:00Z'},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':[]},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m','query':{}},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m','query':{'a':{}},'ids':['b']},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m','ids':['0b0f0b8e-44c1-4a0e-8b51-0d2f6a1c9d10']},"
                        + "'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'deadLettersOf':'a','cause':'x'},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m','sample':0},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m','typo':1},'processor':{'name':'x'}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},'typo':1}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':[]}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':[{'name':'x'},[{'name':'y'}]]}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},'mode':'dry'}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},'outcomes':'true'}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},'limits':{'maxFailureRatio':2}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},'limits':{'typo':2}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},"
                        + "'limits':{'productionLatencyP99Max':'10 ms'}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':'x'},"
                        + "'limits':{'productionLatencyP99Max':10}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{'name':' '}}",
                "{'type':'submit','selector':{'assetType':'m'},'processor':{}}"
            })
    void should_refuse_what_the_services_refuse(String text) {
        byte[] posted = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(isAccepted(posted)).isFalse();
        assertThat(schema.allows(posted)).isFalse();
    }
}
