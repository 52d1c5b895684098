package org.consultflow.notification;

import java.util.UUID;

import javax.sql.DataSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.delivery.Costs;
import org.consultflow.delivery.DeliveryLedger;
import org.consultflow.support.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The ledger as the API answers it, over rows in a real PostgreSQL. */
@SpringJUnitConfig(LedgerRoom.Room.class)
@TestPropertySource(properties = "consultflow.delivery.free.email=true")
abstract class LedgerRoom {

    static final UUID ONE = UUID.fromString("00000000-0000-0000-0000-000000000001");
    static final UUID TWO = UUID.fromString("00000000-0000-0000-0000-000000000002");
    static final UUID THREE = UUID.fromString("00000000-0000-0000-0000-000000000003");

    @TestConfiguration
    @ConfigurationPropertiesScan("org.consultflow.delivery")
    @EnableConfigurationProperties
    @EnableTransactionManagement
    @ComponentScan(
            basePackages = "org.consultflow.delivery",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {DeliveryLedger.class, Costs.class}))
    @Import({DeliveriesController.class, CostsController.class})
    static class Room {
        @Bean
        DataSource dataSource() {
            return TestDatabase.fresh();
        }

        @Bean
        JdbcClient jdbcClient(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource source) {
            return new JdbcTransactionManager(source);
        }
    }

    @Autowired
    DeliveriesController deliveries;

    @Autowired
    CostsController costs;

    @Autowired
    JdbcClient jdbc;

    final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private MockMvc api;
    LedgerRows rows;

    @BeforeEach
    void nothingYet() {
        jdbc.sql("truncate notice cascade").update();
        rows = new LedgerRows(jdbc);
        api = MockMvcBuilders.standaloneSetup(deliveries, costs)
                .setMessageConverters(new MappingJackson2HttpMessageConverter(json))
                .build();
    }

    InvalidRequestException refused(String path) {
        Throwable refusal = catchThrowable(() -> api.perform(to(path)));
        assertThat(refusal).hasCauseInstanceOf(InvalidRequestException.class);
        return (InvalidRequestException) refusal.getCause();
    }

    JsonNode read(String path) {
        try {
            return json.readTree(api.perform(to(path)).andReturn().getResponse().getContentAsString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static MockHttpServletRequestBuilder to(String path) {
        return get(java.net.URI.create(path));
    }
}
