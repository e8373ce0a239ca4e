# The platform's image. Built and started by docker-compose.yml; for another registry's base images set JDK_IMAGE and JRE_IMAGE.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -DskipTests -DskipChecks -pl scrm-web,scrm-wecom-simulator -am package \
 && java -Djarmode=tools -jar scrm-web/target/scrm-web-*-exec.jar extract --layers --destination /layers \
 && mv scrm-wecom-simulator/target/scrm-wecom-simulator-*-exec.jar /simulator.jar

FROM ${JRE_IMAGE} AS base
RUN useradd --system --uid 10001 --home-dir /var/lib/scrm --create-home scrm \
 && { command -v curl >/dev/null || { apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*; }; }
WORKDIR /opt/scrm
ENV LANG=C.UTF-8

# The simulator of WeCom: for trials, never beside real data.
FROM base AS simulator
COPY --from=build /simulator.jar simulator.jar
USER scrm
VOLUME /var/lib/scrm
EXPOSE 8090
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["curl", "-sf", "-o", "/dev/null", "http://127.0.0.1:8090/sim/status"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx512m", "-jar", "simulator.jar"]
CMD ["--host", "0.0.0.0"]

FROM base AS platform
# from what changes least to what changes with every commit
COPY --from=build /layers/dependencies/ platform/
COPY --from=build /layers/snapshot-dependencies/ platform/
COPY --from=build /layers/application/ platform/
COPY .scrm/java.sh .scrm/image ./
# one start on a database that is thrown away writes the start-up cache; without it the image works too, only slower
RUN chown scrm:scrm .
USER scrm
RUN bash image train
VOLUME /var/lib/scrm
EXPOSE 8080 8081
ENV SERVER_PORT=8080 MANAGEMENT_SERVER_PORT=8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["curl", "-sf", "-o", "/dev/null", "http://127.0.0.1:8081/actuator/health"]
ENTRYPOINT ["bash", "/opt/scrm/image"]
CMD ["start"]
