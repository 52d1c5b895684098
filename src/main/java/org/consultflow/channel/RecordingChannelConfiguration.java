package org.consultflow.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans behind {@code routes/recording.camel.yaml}; their names are what the route calls them by. */
@Configuration(proxyBeanMethods = false)
class RecordingChannelConfiguration {

    @Bean
    VideoRecording videoRecording(ProducerTemplate producer, ErrorPolicy policy) {
        return new VideoRecording(producer, policy);
    }

    @Bean
    VideoRecordingRequests videoRecordingRequests(TwilioSettings settings, ObjectMapper json) {
        return new VideoRecordingRequests(settings, json);
    }

    @Bean
    Processor videoRecordingRules(VideoRecordingRequests requests) {
        return requests::rules;
    }

    @Bean
    Processor videoRecordingMedia(VideoRecordingRequests requests) {
        return requests::media;
    }

    @Bean
    Processor videoRecordingDeletion(VideoRecordingRequests requests) {
        return requests::delete;
    }

    @Bean
    Processor videoRecordingAnswer(VideoRecordingRequests requests) {
        return requests::read;
    }
}
