// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network module for the tests of loading: right, or wrong in the way that its definitions say.
#include <spectrum/NetworkModule.h>

#include <QObject>

#include <cstdlib>
#include <unistd.h>

#ifdef TEST_MISSING_SYMBOL
void nobodyDefinesThis();
#endif

#ifdef TEST_CRASH_AT_START
static const int crash = [] {
    std::abort();
    return 0;
}();
#endif

#ifdef TEST_HANG_AT_START
static const int hang = [] { return ::pause(); }();
#endif

#ifdef TEST_EXIT_AT_START
static const int ended = [] {
    ::_exit(3);
    return 0;
}();
#endif

#ifdef TEST_MISSING_LIBRARY
int ofTheMissingLibrary();
static const int used = ofTheMissingLibrary();
#endif

#ifdef TEST_NO_INTERFACE
class TestModule : public QObject
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TEST_IID FILE "module.json")
};
#else
class TestModule : public QObject, public spectrum::NetworkModule
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TEST_IID FILE "module.json")
    Q_INTERFACES(spectrum::NetworkModule)

public:
    spectrum::Result<std::unique_ptr<spectrum::Network>> createNetwork(const spectrum::Settings &,
                                                                       spectrum::NetworkHost &) override
    {
#ifdef TEST_MISSING_SYMBOL
        nobodyDefinesThis();
#endif
        return spectrum::Error{spectrum::ErrorKind::Unsupported};
    }
};
#endif

#include "TestModule.moc"
