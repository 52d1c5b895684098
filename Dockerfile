# Built from the sources; needs BuildKit. Not tried on an engine by the tests, see docs/ops.md.
FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml .
RUN --mount=type=cache,target=/maven mvn -q -B -Dmaven.repo.local=/maven dependency:go-offline
COPY src src
RUN --mount=type=cache,target=/maven mvn -q -B -Dmaven.repo.local=/maven package -DskipTests \
  && mv target/consultflow-*.jar consultflow.jar && java -Djarmode=tools -jar consultflow.jar extract --destination app

FROM eclipse-temurin:17-jre
RUN useradd --system --create-home consultflow
WORKDIR /consultflow
COPY --from=build /src/app ./
COPY processes processes
COPY routes routes
COPY templates templates
USER consultflow
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/liveness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q UP <&3"]
# the JVM's simplest collector, and its heap: docs/ops.md, "Install"
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+UseSerialGC", "-XX:NewRatio=1", "-XX:+UseTransparentHugePages", "-jar", "consultflow.jar"]
