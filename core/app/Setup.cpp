// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Setup.h"

#include "app/ExitCode.h"

namespace spectrum::core
{

Setup::Setup(RunOptions options)
    : m_options(std::move(options)),
      m_schema(config::Schema::host()),
      m_registry(Probe(Probe::ofThisProcess()))
{
}

config::Sources Setup::readSources() const
{
    config::Request request{.file = m_options.configFile,
                            .overrides = m_options.overrides,
                            .environment = config::Request::processEnvironment()};
    if (!m_options.address.isEmpty())
        request.overrides.append(m_schema.addressKey() + QLatin1Char('=') + m_options.address);
    return config::Sources::read(request, m_schema);
}

void Setup::learnModules(const config::Sources &sources)
{
    const QStringList folders = sources.modulePath();
    m_registry.scan(folders.isEmpty() ? Registry::defaultFolders() : folders);
    for (const Registry::Entry &entry : m_registry.entries()) {
        if (entry.state == Registry::State::Refused)
            continue;
        const Manifest &manifest = entry.manifest;
        const auto kind = manifest.kind == Manifest::Kind::Frontend ? config::Schema::Kind::Frontend
                                                                    : config::Schema::Kind::Network;
        const Result<void> added = m_schema.addModule(kind, manifest.id, manifest.keys);
        if (!added)
            m_registry.refuse(manifest.kind, manifest.id, added.error().userText);
    }
}

std::optional<StartFailure> Setup::read()
{
    const config::Sources sources = readSources();
    learnModules(sources);
    config::Outcome outcome = config::resolve(sources, m_schema);
    m_notices = std::move(outcome.notices);
    if (!outcome.isOk()) {
        StartFailure failure{.exitCode = ExitConfig};
        for (const config::Mistake &mistake : std::as_const(outcome.mistakes))
            failure.sentences.append(mistake.toString());
        failure.sentences.append(m_registry.refusals());
        return failure;
    }
    m_configuration = std::move(outcome.configuration);
    return {};
}

config::Outcome Setup::readAgain() const
{
    return config::resolve(readSources(), m_schema);
}

} // namespace spectrum::core
