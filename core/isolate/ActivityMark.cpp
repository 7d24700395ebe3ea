// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/ActivityMark.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <utility>

namespace spectrum::core
{

ActivityMark ActivityMark::make()
{
    system::FileDescriptor memory(::memfd_create("spectrum2-activity", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    // Without the page there is no mark, and every death is without a name. A child that made the file
    // shorter would kill the host when it looks.
    if (memory.isOpen() &&
        (::ftruncate(memory.number(), sizeof(Page)) != 0 ||
         ::fcntl(memory.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0))
        memory.reset();
    return ActivityMark(std::move(memory));
}

ActivityMark::ActivityMark(system::FileDescriptor memory) : m_memory(std::move(memory))
{
    if (!m_memory.isOpen())
        return;
    void *page = ::mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, m_memory.number(), 0);
    m_page = page == MAP_FAILED ? nullptr : static_cast<Page *>(page);
}

ActivityMark::ActivityMark(ActivityMark &&other) noexcept
    : m_memory(std::move(other.m_memory)), m_page(std::exchange(other.m_page, nullptr))
{
}

ActivityMark::~ActivityMark()
{
    if (m_page != nullptr)
        ::munmap(m_page, sizeof(Page));
}

void ActivityMark::setCurrent(quint32 session) noexcept
{
    if (m_page != nullptr)
        m_page->current.store(session, std::memory_order_relaxed);
}

void ActivityMark::setLast(quint32 session) noexcept
{
    if (m_page != nullptr)
        m_page->last.store(session, std::memory_order_relaxed);
}

quint32 ActivityMark::current() const noexcept
{
    return m_page == nullptr ? 0 : m_page->current.load(std::memory_order_relaxed);
}

quint32 ActivityMark::last() const noexcept
{
    return m_page == nullptr ? 0 : m_page->last.load(std::memory_order_relaxed);
}

} // namespace spectrum::core
